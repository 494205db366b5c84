import type { MediaOffer } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { validateAndNormalizeRtpCapabilities } from 'mediasoup/ortc';
import type { RtpCapabilities } from 'mediasoup/types';
import type { ConsumerEvents } from './consumers.ts';
import { Consumers } from './consumers.ts';
import { Producers } from './producers.ts';
import type { RoomProducer } from './roomProducer.ts';
import type { PeerTransports } from './transports.ts';

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
  readonly transports: PeerTransports;
  #offered = false;

  constructor(transports: PeerTransports, options: PeerMediaOptions) {
    const { peerId, rtpCapabilities, events } = options;
    const { media, send, recv } = transports;
    this.transports = transports;
    this.producers = new Producers(peerId, send, () => events.qualityMayHaveChanged());
    this.consumers = new Consumers(media, recv, rtpCapabilities, events);
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
    return { ...this.transports.offer, consumers: this.consumers.infos };
  }

  /** Whether new producers are announced to the client: not before it has the offer. */
  get offered(): boolean {
    return this.#offered && !this.closed;
  }

  get closed(): boolean {
    return this.transports.closed;
  }

  /** Idempotent; the others' consumers of these producers close with them. */
  close(): void {
    this.transports.close();
  }
}
