import type { DirectTransport, RtpCapabilities } from 'mediasoup/types';
import type { RoomProducer } from './roomProducer.ts';

/** Where tapped microphones go: the captions. */
export interface TapSink {
  opened(streamId: string, peerId: string): void;
  rtp(streamId: string, packet: Buffer): void;
  closed(streamId: string): void;
}

/**
 * Copies the RTP packets of microphones out of the router for the captions. It has no way to slow
 * media down: a sink that fails loses its captions and nothing else.
 */
export class AudioTap {
  readonly #transport: DirectTransport;
  readonly #rtpCapabilities: RtpCapabilities;
  readonly #sink: TapSink;

  constructor(transport: DirectTransport, rtpCapabilities: RtpCapabilities, sink: TapSink) {
    this.#transport = transport;
    this.#rtpCapabilities = rtpCapabilities;
    this.#sink = sink;
  }

  /** Starts tapping; ends by itself with the producer or the router. Never rejects. */
  async add(producer: RoomProducer): Promise<void> {
    const streamId = producer.id;
    try {
      const consumer = await this.#transport.consume({
        producerId: producer.id,
        rtpCapabilities: this.#rtpCapabilities,
      });
      this.#sink.opened(streamId, producer.appData.peerId);
      consumer.on('rtp', (packet) => this.#sink.rtp(streamId, packet));
      consumer.observer.once('close', () => this.#sink.closed(streamId));
    } catch {
      // The producer or the worker went away meanwhile: there is nothing left to tap.
    }
  }
}
