import type {
  Answer,
  ConsumerInfo,
  IceServer,
  MediaOffer,
  PreparedMedia,
  RequestData,
  RequestName,
  Source,
} from '@silkconsult/protocol';
import { ROUTER_RTP_CAPABILITIES } from '@silkconsult/protocol';
import { Device } from 'mediasoup-client';
import type { Consumer, Producer, RtpParameters, Transport } from 'mediasoup-client/types';
import type { PathStats } from './measure.ts';
import { pause } from './pause.ts';
import type { RemoteMedia } from './state.ts';
import type { Unsettled } from './unsettled.ts';

export type Request = <N extends RequestName>(name: N, data: RequestData<N>) => Promise<Answer<N>>;

export interface MediaEvents {
  onMediaChanged(media: Record<string, RemoteMedia[]>): void;
  /** A transport lost its path (`disconnected`: perhaps for a moment; `failed`: for good). */
  onPath(path: 'connected' | 'disconnected' | 'failed'): void;
  /** The server would not take what was produced. */
  onProduceRefused(source: Source, error: unknown): void;
}

/** What is loaded before anybody presses "enter": the browser's abilities need no server. */
export async function loadDevice(): Promise<Device> {
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: ROUTER_RTP_CAPABILITIES });
  return device;
}

/** How a picture would come that nobody sends. */
function emptyPicture(device: Device): RtpParameters {
  const { codecs = [], headerExtensions = [] } = device.recvRtpCapabilities;
  return {
    mid: 'nobody',
    codecs: codecs
      .filter(({ mimeType }) => mimeType.toLowerCase() === 'video/vp8')
      .map(({ kind: _, preferredPayloadType: payloadType = 0, ...codec }) => ({
        ...codec,
        payloadType,
      })),
    headerExtensions: headerExtensions
      .filter(({ kind, direction }) => kind === 'video' && direction !== 'sendonly')
      .map(({ uri, preferredId: id }) => ({ uri, id })),
    encodings: [{ ssrc: 1 + Math.floor(Math.random() * 0xffff_fffe) }],
    rtcp: { cname: 'nobody' },
  };
}

const SIMULCAST = [
  { scaleResolutionDownBy: 4, maxBitrate: 100_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 2, maxBitrate: 300_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, maxBitrate: 900_000, scalabilityMode: 'L1T3' },
];

/** A picture that takes longer than this must not keep the others from hearing us. */
const PATIENCE_MS = 400;

/** Resolves when one of the tracks has its first packet. */
async function arrival(tracks: readonly MediaStreamTrack[]): Promise<void> {
  const muted = tracks.filter((track) => track.muted);
  if (muted.length < tracks.length) return;
  const heard = new AbortController();
  const { signal } = heard;
  const unmuted = muted.map(
    (track) =>
      new Promise((resolve) => {
        track.addEventListener('unmute', resolve, { signal });
      }),
  );
  await Promise.race([...unmuted, pause(PATIENCE_MS)]);
  heard.abort();
}

/**
 * Transports, producers and consumers of one session. Nothing waits for a round trip that it does
 * not need: producers get a local name at once and learn the server's id when it comes, consumers
 * are resumed in one batch.
 */
export class Media {
  readonly #device: Device;
  readonly #request: Request;
  readonly #unsettled: Unsettled;
  readonly #events: MediaEvents;
  readonly #producers = new Map<Source, { producer: Producer; id: Promise<string> }>();
  readonly #consumers = new Map<string, { consumer: Consumer; info: ConsumerInfo }>();
  readonly #early = new Map<string, boolean>();
  /** Our name of a producer → the server's, once it is known. */
  readonly #ids = new Map<string, Promise<string>>();
  #named = 0;
  #send?: Transport;
  #recv?: Transport;
  #closed = false;

  constructor(device: Device, request: Request, unsettled: Unsettled, events: MediaEvents) {
    this.#device = device;
    this.#request = request;
    this.#unsettled = unsettled;
    this.#events = events;
  }

  /**
   * Builds the way to the server while nothing may flow yet: the handshake for receiving needs
   * something to negotiate, so an empty picture is. What it saves is most of the time to the first
   * face: certificates, candidates, and mediasoup-client's own second negotiation.
   *
   * @throws at once when the browser cannot build a transport.
   */
  async prepare(offer: PreparedMedia, iceServers: IceServer[]): Promise<void> {
    this.#build(offer, iceServers);
    const rtpParameters = emptyPicture(this.#device);
    const nobody = { id: 'nobody', producerId: 'nobody', kind: 'video' as const };
    await this.#recv?.consume({ ...nobody, rtpParameters });
  }

  /**
   * Uses the transports of an offer: those that were prepared, else new ones. What an earlier offer
   * built is closed first.
   *
   * @returns once receiving is negotiated; the handshake then goes on by itself.
   * @throws at once when the browser cannot build a transport.
   */
  open(offer: MediaOffer, iceServers: IceServer[]): Promise<void> {
    if (this.#recv?.id !== offer.recvTransport.id) this.#build(offer, iceServers);
    return this.consume(offer.consumers);
  }

  #build(offer: PreparedMedia, iceServers: IceServer[]): void {
    this.#closeTransports();
    this.#send = this.#device.createSendTransport({ ...offer.sendTransport, iceServers });
    this.#recv = this.#device.createRecvTransport({ ...offer.recvTransport, iceServers });
    for (const transport of [this.#send, this.#recv]) this.#wire(transport);
  }

  /**
   * Waits until a face arrives, where there is one: a browser negotiates one thing at a time, and
   * what is shown comes first.
   *
   * @returns whether the transports that it waited for are still the ones in use
   */
  async receives(): Promise<boolean> {
    const transport = this.#recv;
    if (!transport) return false;
    const faces = [...this.#consumers.values()]
      .filter(({ info }) => info.kind === 'video' && !info.producerPaused)
      .map(({ consumer }) => consumer.track);
    if (faces.length > 0) await arrival(faces);
    return this.#recv === transport && !transport.closed;
  }

  #wire(transport: Transport): void {
    transport.on('connect', ({ dtlsParameters }, proceed) => {
      // The browser's own handshake takes longer than this message: there is nothing to wait for.
      proceed();
      this.#request('connectTransport', { transportId: transport.id, dtlsParameters }).catch(() => {
        if (!transport.closed) this.#events.onPath('failed');
      });
    });
    transport.on('connectionstatechange', (state) => {
      if (transport.closed) return;
      if (state === 'connected' || state === 'disconnected' || state === 'failed') {
        this.#events.onPath(state);
      }
    });
    transport.on('produce', ({ kind, rtpParameters, appData }, proceed) => {
      const source = appData.source as Source;
      const paused = appData.paused === true;
      const id = this.#request('produce', {
        transportId: transport.id,
        source,
        kind,
        rtpParameters,
        paused,
      }).then((answer) => answer.producerId);
      id.catch((error: unknown) => {
        if (transport.closed) return;
        this.#producers.get(source)?.producer.close();
        this.#producers.delete(source);
        this.#events.onProduceRefused(source, error);
      });
      // mediasoup-client produces one after the other; a name of our own lets the next one start.
      this.#named += 1;
      const name = `local-${this.#named}`;
      this.#ids.set(name, id);
      proceed({ id: name });
    });
  }

  /** Sends a track. A source that is already sent gets the new track without renegotiation. */
  async produce(
    source: 'microphone' | 'camera',
    track: MediaStreamTrack,
    on: boolean,
  ): Promise<void> {
    const known = this.#producers.get(source);
    if (known && !known.producer.closed) {
      await known.producer.replaceTrack({ track });
      await this.setPaused(source, !on);
      return;
    }
    const transport = this.#send;
    if (!transport || transport.closed) return;
    const audio = source === 'microphone';
    const producer = await transport.produce({
      track,
      ...(audio
        ? {
            codecOptions: {
              opusStereo: false,
              opusFec: true,
              opusNack: true,
              opusDtx: true,
              opusMaxAverageBitrate: 32_000,
            },
          }
        : { encodings: SIMULCAST, codecOptions: { videoGoogleStartBitrate: 600 } }),
      stopTracks: false,
      disableTrackOnPause: audio,
      zeroRtpOnPause: true,
      appData: { source, paused: !on },
    });
    if (this.#closed || transport.closed) return;
    const id = this.#ids.get(producer.id) ?? Promise.resolve(producer.id);
    this.#producers.set(source, { producer, id });
    if (!on) producer.pause();
  }

  async setPaused(source: Source, paused: boolean): Promise<void> {
    const entry = this.#producers.get(source);
    if (!entry || entry.producer.closed) return;
    if (entry.producer.paused === paused) return;
    if (paused) entry.producer.pause();
    else entry.producer.resume();
    const producerId = await entry.id;
    await this.#unsettled.settle(source, () =>
      this.#request(paused ? 'pauseProducer' : 'resumeProducer', { producerId }),
    );
  }

  /** Lets go of the camera itself, so that its light goes out. */
  async dropTrack(source: Source): Promise<void> {
    const entry = this.#producers.get(source);
    if (entry && !entry.producer.closed) await entry.producer.replaceTrack({ track: null });
  }

  /** @returns once the browser is ready for them, whatever became of each. */
  async consume(infos: readonly ConsumerInfo[]): Promise<void> {
    const transport = this.#recv;
    if (!transport || transport.closed || infos.length === 0) return;
    const resume = () =>
      this.#request('setConsumers', {
        consumers: infos.map(({ consumerId }) => ({ consumerId, paused: false })),
      }).catch(() => {});
    const all = infos.map((info) => this.#consumeOne(transport, info));
    // The first packets cannot come before the handshake, which ends after this is set up. On a path
    // that is already open they could overtake us: be ready first.
    const fresh = transport.connectionState === 'new';
    if (fresh) void resume();
    await Promise.allSettled(all);
    if (!fresh && !transport.closed) void resume();
  }

  async #consumeOne(transport: Transport, info: ConsumerInfo): Promise<void> {
    if (this.#consumers.has(info.consumerId)) return;
    const consumer = await transport.consume({
      id: info.consumerId,
      producerId: info.producerId,
      kind: info.kind,
      rtpParameters: info.rtpParameters,
      streamId: info.peerId,
    });
    if (transport.closed) return;
    const paused = this.#early.get(info.consumerId) ?? info.producerPaused;
    this.#early.delete(info.consumerId);
    this.#consumers.set(info.consumerId, { consumer, info: { ...info, producerPaused: paused } });
    this.#publish();
  }

  setConsumerPaused(consumerId: string, paused: boolean): void {
    const entry = this.#consumers.get(consumerId);
    if (!entry) {
      this.#early.set(consumerId, paused);
      return;
    }
    entry.info = { ...entry.info, producerPaused: paused };
    this.#publish();
  }

  closeConsumer(consumerId: string): void {
    this.#consumers.get(consumerId)?.consumer.close();
    if (this.#consumers.delete(consumerId)) this.#publish();
  }

  /** What is consumed and what is not any more, after a snapshot told the truth. */
  get consumerIds(): string[] {
    return [...this.#consumers.keys()];
  }

  /** @throws CallRefused or CallInterrupted */
  async restartIce(): Promise<void> {
    const transports = [this.#send, this.#recv].filter(
      (transport): transport is Transport =>
        transport !== undefined && !transport.closed && transport.connectionState !== 'new',
    );
    await Promise.all(
      transports.map(async (transport) => {
        const { iceParameters } = await this.#request('restartIce', { transportId: transport.id });
        if (!transport.closed) await transport.restartIce({ iceParameters });
      }),
    );
  }

  /**
   * Bytes that have come in so far, and whether any must be coming: a muted, cameraless room is
   * silent by right.
   */
  async traffic(): Promise<{ received: number; expected: boolean }> {
    const sendsVideo = [...this.#producers.values()].some(
      ({ producer }) => producer.kind === 'video' && !producer.paused && !producer.closed,
    );
    const getsVideo = [...this.#consumers.values()].some(
      ({ info, consumer }) => info.kind === 'video' && !info.producerPaused && !consumer.closed,
    );
    let received = 0;
    for (const transport of [this.#send, this.#recv]) {
      if (!transport || transport.closed || transport.connectionState === 'new') continue;
      for (const entry of (await transport.getStats()).values()) {
        if (entry.type === 'transport') received += entry.bytesReceived ?? 0;
      }
    }
    return { received, expected: sendsVideo || getsVideo };
  }

  /** What the browser has counted on both transports so far. */
  async stats(): Promise<PathStats> {
    const read = async (transport: Transport | undefined) =>
      transport && !transport.closed && transport.connectionState !== 'new'
        ? [...(await transport.getStats()).values()]
        : [];
    return { sent: await read(this.#send), received: await read(this.#recv) };
  }

  /** Whether a transport had a path and has none. */
  get lost(): boolean {
    return [this.#send, this.#recv].some(
      (transport) =>
        transport?.connectionState === 'disconnected' || transport?.connectionState === 'failed',
    );
  }

  get connected(): boolean {
    return [this.#send, this.#recv].every(
      (transport) =>
        !transport ||
        transport.connectionState === 'connected' ||
        transport.connectionState === 'new',
    );
  }

  /** How loud each peer's microphone is at this moment, 0 to 1, from the packets' own header. */
  levels(): Record<string, number> {
    const levels: Record<string, number> = {};
    for (const { consumer, info } of this.#consumers.values()) {
      if (info.source !== 'microphone' || info.producerPaused) continue;
      const [contributor] = consumer.rtpReceiver?.getSynchronizationSources?.() ?? [];
      const level = contributor?.audioLevel ?? 0;
      levels[info.peerId] = Math.max(levels[info.peerId] ?? 0, level);
    }
    return levels;
  }

  #publish(): void {
    const media: Record<string, RemoteMedia[]> = {};
    for (const { consumer, info } of this.#consumers.values()) {
      media[info.peerId] ??= [];
      media[info.peerId]?.push({
        consumerId: info.consumerId,
        source: info.source,
        track: consumer.track,
        paused: info.producerPaused,
      });
    }
    this.#events.onMediaChanged(media);
  }

  #closeTransports(): void {
    this.#producers.clear();
    this.#consumers.clear();
    this.#early.clear();
    this.#ids.clear();
    this.#send?.close();
    this.#recv?.close();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#closeTransports();
    this.#publish();
  }
}
