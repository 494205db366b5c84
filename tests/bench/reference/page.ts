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
  const [camera] = media.getVideoTracks();
  if (camera) play(camera, () => {});
};

window.enter = async (encodings) => {
  const clicked = performance.now();
  const { socket, receive, producerIds } = await join(encodings);
  const frame = Promise.withResolvers<number>();
  const onFrame = () => frame.resolve(performance.now());
  socket.on('newProducer', (producerId: string) => void receive(producerId, onFrame));
  for (const producerId of producerIds) await receive(producerId, onFrame);
  return (await frame.promise) - clicked;
};

window.publish = async (encodings) => {
  const { socket, receive } = await join(encodings);
  socket.on('newProducer', (producerId: string) => void receive(producerId, () => {}));
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
  const receive = async (producerId: string, onFrame: () => void) => {
    const answer = await ask('consume', { transportId: recvTransport.id, producerId });
    const consumer = await recvTransport.consume({ ...answer, id: answer.consumerId });
    play(consumer.track, onFrame);
    await ask('resume', { consumerId: consumer.id });
  };
  return { socket, receive, producerIds };
}

function connectWith(transport: Transport, ask: Ask): void {
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    ask('connectTransport', { transportId: transport.id, dtlsParameters }).then(done, failed);
  });
}

function play(track: MediaStreamTrack, onFrame: () => void): void {
  const element = document.createElement(track.kind === 'video' ? 'video' : 'audio');
  element.srcObject = new MediaStream([track]);
  element.autoplay = true;
  if (element instanceof HTMLVideoElement) {
    element.muted = true;
    element.playsInline = true;
    element.requestVideoFrameCallback(onFrame);
  }
  document.body.append(element);
}
