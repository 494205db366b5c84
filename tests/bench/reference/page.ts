/// <reference lib="dom" />
import { Device } from 'mediasoup-client';
import type { Transport } from 'mediasoup-client/types';
import { io } from 'socket.io-client';
import type { Ask } from './protocol.ts';

declare global {
  interface Window {
    /** Opens camera and microphone, as a device check does. */
    prepare(constraints: MediaStreamConstraints): Promise<void>;
    /** Enters the room and stays; resolves with the milliseconds to the first remote frame. */
    enter(encodings: RTCRtpEncodingParameters[]): Promise<number>;
    /** Enters the room and stays, without waiting for anybody's frame. */
    publish(encodings: RTCRtpEncodingParameters[]): Promise<void>;
  }
}

let media: MediaStream;

window.prepare = async (constraints) => {
  media = await navigator.mediaDevices.getUserMedia(constraints);
};

window.enter = async (encodings) => {
  const clicked = performance.now();
  const { ask, recvTransport, producerIds } = await join(encodings);
  const frame = Promise.withResolvers<number>();
  for (const producerId of producerIds) {
    const answer = await ask('consume', { transportId: recvTransport.id, producerId });
    const consumer = await recvTransport.consume({ ...answer, id: answer.consumerId });
    if (consumer.kind === 'video') show(consumer.track, () => frame.resolve(performance.now()));
    await ask('resume', { consumerId: consumer.id });
  }
  return (await frame.promise) - clicked;
};

window.publish = async (encodings) => {
  await join(encodings);
};

/** Each step waits for the one before, as the tutorials have it. */
async function join(encodings: RTCRtpEncodingParameters[]) {
  const socket = io({ transports: ['websocket'], forceNew: true });
  const ask: Ask = (name, data) => socket.emitWithAck(name, data);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: await ask('getRouterRtpCapabilities', {}) });
  const sendTransport = device.createSendTransport(await ask('createTransport', {}));
  connectWith(sendTransport, ask);
  sendTransport.on('produce', ({ kind, rtpParameters }, done, failed) => {
    const source = kind === 'audio' ? 'microphone' : 'camera';
    const data = { transportId: sendTransport.id, source, kind, rtpParameters } as const;
    ask('produce', data).then(({ producerId }) => done({ id: producerId }), failed);
  });
  const recvTransport = device.createRecvTransport(await ask('createTransport', {}));
  connectWith(recvTransport, ask);
  const { producerIds } = await ask('join', { rtpCapabilities: device.recvRtpCapabilities });
  for (const track of media.getTracks()) {
    await sendTransport.produce(
      track.kind === 'video' ? { track, encodings } : { track, codecOptions: { opusFec: true } },
    );
  }
  return { ask, recvTransport, producerIds };
}

function connectWith(transport: Transport, ask: Ask): void {
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    ask('connectTransport', { transportId: transport.id, dtlsParameters }).then(done, failed);
  });
}

function show(track: MediaStreamTrack, onFrame: () => void): void {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  video.requestVideoFrameCallback(onFrame);
  document.body.append(video);
  void video.play();
}
