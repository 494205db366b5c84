import * as publishing from '../../rooms/publishing.ts';
import type { RoomHandlers } from './types.ts';

export const mediaHandlers: RoomHandlers = {
  async connectTransport({ peer }, { transportId, dtlsParameters }) {
    await peer.requireMedia().transports.get(transportId).connect(dtlsParameters);
    return {};
  },

  async restartIce({ peer }, { transportId }) {
    return { iceParameters: await peer.requireMedia().transports.get(transportId).restartIce() };
  },

  rebuildMedia: ({ room, peer }) => publishing.rebuildMedia(room, peer),

  produce: ({ room, peer }, data) => publishing.produce(room, peer, data),

  async pauseProducer({ peer }, { producerId }) {
    await peer.requireMedia().producers.get(producerId).pause();
    return {};
  },

  async resumeProducer({ peer }, { producerId }) {
    await peer.requireMedia().producers.get(producerId).resume();
    return {};
  },

  closeProducer({ peer }, { producerId }) {
    peer.requireMedia().producers.get(producerId).close();
    return {};
  },

  async setConsumers({ peer }, { consumers }) {
    await peer.requireMedia().consumers.change(consumers);
    return {};
  },
};
