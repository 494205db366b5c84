import { admit, deny } from '../../rooms/admission.ts';
import { dismiss, removePeer } from '../../rooms/leaving.ts';
import type { RoomHandlers } from './types.ts';

export const moderationHandlers: RoomHandlers = {
  admit({ room, peer }, { peerId }) {
    admit(room, peer, peerId);
    return {};
  },

  deny({ room, peer }, { peerId }) {
    deny(room, peer, peerId);
    return {};
  },

  removePeer({ room, peer }, { peerId }) {
    removePeer(room, peer, peerId);
    return {};
  },

  leave({ room, peer }) {
    dismiss(room, peer, 'left');
    return {};
  },

  endRoom({ rooms, room, peer }) {
    peer.require('endRoom');
    rooms.end(room);
    return {};
  },
};
