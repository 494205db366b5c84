import type { Source } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import type { MediaKind, RtpParameters } from 'mediasoup/types';
import { KIND_OF_SOURCE } from './codecs.ts';
import { withClientParameters } from './errors.ts';
import { scoreOf } from './quality.ts';
import type { ProducerData, RoomProducer } from './roomProducer.ts';
import type { PeerTransport } from './transports.ts';

export interface NewProducer {
  source: Source;
  kind: MediaKind;
  rtpParameters: RtpParameters;
  paused: boolean;
}

/** What one peer sends: at most one producer for each source. */
export class Producers {
  readonly #peerId: string;
  readonly #transport: PeerTransport;
  readonly #qualityMayHaveChanged: () => void;
  /** `undefined` while the worker is still making it: the source is taken already. */
  readonly #bySource = new Map<Source, RoomProducer | undefined>();

  constructor(peerId: string, transport: PeerTransport, qualityMayHaveChanged: () => void) {
    this.#peerId = peerId;
    this.#transport = transport;
    this.#qualityMayHaveChanged = qualityMayHaveChanged;
  }

  get all(): RoomProducer[] {
    return [...this.#bySource.values()].filter((producer) => producer !== undefined);
  }

  /** 0 … 10 over what is being sent now, or undefined while nothing is. */
  get score(): number | undefined {
    return scoreOf(this.all);
  }

  /** @throws RefusedError `source_already_produced`, `invalid_media_parameters`, `media_unavailable` */
  async produce({ source, kind, rtpParameters, paused }: NewProducer): Promise<RoomProducer> {
    if (kind !== KIND_OF_SOURCE[source]) throw new RefusedError('invalid_media_parameters');
    if (this.#bySource.has(source)) throw new RefusedError('source_already_produced', { source });
    this.#bySource.set(source, undefined);
    try {
      const producer = await withClientParameters(
        () =>
          this.#transport.webRtc.produce<ProducerData>({
            kind,
            rtpParameters,
            paused,
            appData: { source, peerId: this.#peerId },
          }),
        () => this.#transport.webRtc.closed,
      );
      if (producer.closed) throw new RefusedError('media_unavailable');
      this.#bySource.set(source, producer);
      producer.on('score', this.#qualityMayHaveChanged);
      producer.observer.once('close', () => this.#bySource.delete(source));
      return producer;
    } catch (error) {
      this.#bySource.delete(source);
      throw error;
    }
  }

  /** @throws RefusedError `producer_unknown`: also for every producer of somebody else */
  get(producerId: string): RoomProducer {
    const producer = this.all.find(({ id }) => id === producerId);
    if (!producer) throw new RefusedError('producer_unknown');
    return producer;
  }
}
