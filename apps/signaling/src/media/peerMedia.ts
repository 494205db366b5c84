import type { MediaOffer } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { validateAndNormalizeRtpCapabilities } from 'mediasoup/ortc';
import type { RtpCapabilities } from 'mediasoup/types';
import type { ConsumerEvents } from './consumers.ts';
import { Consumers } from './consumers.ts';
import { Producers } from './producers.ts';
import type { RoomProducer } from './roomProducer.ts';
import type { RoomMedia } from './routers.ts';
import { PeerTransport } from './transports.ts';

export interface PeerMediaOptions {
  peerId: string;
  rtpCapabilities: RtpCapabilities;
  events: ConsumerEvents & { qualityMayHaveChanged(): void };
}

/**
 * mediasoup refuses to consume silently when capabilities are malformed; a client deserves to hear
 * of it at the door.
 *
 * @throws RefusedError `invalid_media_parameters`
 */
export function checkCapabilities(rtpCapabilities: RtpCapabilities): void {
  try {
    validateAndNormalizeRtpCapabilities(structuredClone(rtpCapabilities));
  } catch {
    throw new RefusedError('invalid_media_parameters');
  }
}

/** One peer's transports on the room's present worker, with what it sends and receives on them. */
export class PeerMedia {
  readonly producers: Producers;
  readonly consumers: Consumers;
  readonly #send: PeerTransport;
  readonly #recv: PeerTransport;
  #offered = false;

  private constructor(
    media: RoomMedia,
    send: PeerTransport,
    recv: PeerTransport,
    { peerId, rtpCapabilities, events }: PeerMediaOptions,
  ) {
    this.#send = send;
    this.#recv = recv;
    this.producers = new Producers(peerId, send, () => events.qualityMayHaveChanged());
    this.consumers = new Consumers(media, recv, rtpCapabilities, events);
  }

  static async create(media: RoomMedia, options: PeerMediaOptions): Promise<PeerMedia> {
    const [send, recv] = await Promise.all([
      PeerTransport.create(media),
      PeerTransport.create(media),
    ]);
    return new PeerMedia(media, send, recv, options);
  }

  /** Creates the consumers that are still missing; returns the ids of those that came of it. */
  async consume(producers: readonly RoomProducer[]): Promise<string[]> {
    const missing = producers.filter((producer) => !this.consumers.knows(producer));
    const ids = await Promise.all(missing.map((producer) => this.consumers.add(producer)));
    return ids.filter((id) => id !== undefined);
  }

  /**
   * What the client builds its end from. From now on new producers are announced to it, so this is
   * called in the very tick in which the answer is sent.
   */
  offer(): MediaOffer {
    this.#offered = true;
    return {
      sendTransport: this.#send.options,
      recvTransport: this.#recv.options,
      consumers: this.consumers.infos,
    };
  }

  /** Whether new producers are announced to the client: not before it has the offer. */
  get offered(): boolean {
    return this.#offered && !this.closed;
  }

  get closed(): boolean {
    return this.#send.webRtc.closed || this.#recv.webRtc.closed;
  }

  /** @throws RefusedError `transport_unknown`: also for every transport of somebody else */
  transport(transportId: string): PeerTransport {
    const transport = [this.#send, this.#recv].find(({ id }) => id === transportId);
    if (!transport || transport.webRtc.closed) throw new RefusedError('transport_unknown');
    return transport;
  }

  /** @throws RefusedError `transport_unknown` unless it is the transport for sending */
  checkSends(transportId: string): void {
    if (this.transport(transportId) !== this.#send) throw new RefusedError('transport_unknown');
  }

  /** Idempotent; the others' consumers of these producers close with them. */
  close(): void {
    this.#send.close();
    this.#recv.close();
  }
}
