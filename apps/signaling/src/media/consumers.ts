import type { ConsumerInfo, ParsedRequestData } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import type { Consumer, RtpCapabilities } from 'mediasoup/types';
import { withClientParameters } from './errors.ts';
import type { RoomProducer } from './roomProducer.ts';
import type { RoomMedia } from './routers.ts';
import type { PeerTransport } from './transports.ts';

/** What a consumer tells its peer. */
export interface ConsumerEvents {
  closed(consumerId: string): void;
  paused(consumerId: string): void;
  resumed(consumerId: string): void;
  layersChanged(consumerId: string, spatial: number | null, temporal: number | null): void;
}

export type ConsumerChange = ParsedRequestData<'setConsumers'>['consumers'][number];

/** What one peer receives: at most one consumer for each producer of the others. */
export class Consumers {
  readonly #media: RoomMedia;
  readonly #transport: PeerTransport;
  readonly #rtpCapabilities: RtpCapabilities;
  readonly #events: ConsumerEvents;
  readonly #byId = new Map<string, { consumer: Consumer; info: () => ConsumerInfo }>();
  readonly #producerIds = new Set<string>();

  constructor(
    media: RoomMedia,
    transport: PeerTransport,
    rtpCapabilities: RtpCapabilities,
    events: ConsumerEvents,
  ) {
    this.#media = media;
    this.#transport = transport;
    this.#rtpCapabilities = rtpCapabilities;
    this.#events = events;
  }

  get infos(): ConsumerInfo[] {
    return [...this.#byId.values()].map(({ info }) => info());
  }

  /** Whether the producer was already given to `add`, with whatever outcome. */
  knows(producer: RoomProducer): boolean {
    return this.#producerIds.has(producer.id);
  }

  /**
   * Creates the paused consumer of a producer.
   *
   * @returns its id, or undefined when there is nothing to consume: the peer's capabilities do not
   *   allow it, or either side went away while the worker was at it.
   */
  async add(producer: RoomProducer): Promise<string | undefined> {
    this.#producerIds.add(producer.id);
    const { id: producerId } = producer;
    const rtpCapabilities = this.#rtpCapabilities;
    if (producer.closed || !this.#media.router.canConsume({ producerId, rtpCapabilities })) return;
    // enableRtx makes Opus answer NACKs: at 10 % loss it is the difference between 15 % of
    // concealed audio and less than 1 %.
    const consumer = await this.#transport.webRtc
      .consume({ producerId, rtpCapabilities, paused: true, enableRtx: true })
      .catch(() => undefined);
    if (!consumer || consumer.closed || producer.closed) return;
    return this.#adopt(consumer, producer);
  }

  /** @throws RefusedError `consumer_unknown`, before anything is changed; layers out of range */
  async change(changes: readonly ConsumerChange[]): Promise<void> {
    const known = changes.map((change) => ({ change, consumer: this.#get(change.consumerId) }));
    await Promise.all(
      known.map(({ consumer, change }) =>
        withClientParameters(
          () => this.#apply(consumer, change),
          () => consumer.closed,
        ).catch((error: unknown) => {
          // The producer closed while this was under way: its consumerClosed is already sent.
          if (!consumer.closed) throw error;
        }),
      ),
    );
  }

  #get(consumerId: string): Consumer {
    const entry = this.#byId.get(consumerId);
    if (!entry) throw new RefusedError('consumer_unknown');
    return entry.consumer;
  }

  #adopt(consumer: Consumer, producer: RoomProducer): string {
    const { id: consumerId, kind, rtpParameters } = consumer;
    const { peerId, source } = producer.appData;
    const info = (): ConsumerInfo => ({
      consumerId,
      producerId: producer.id,
      peerId,
      source,
      kind,
      // The same structure, as the client's half of mediasoup types it.
      rtpParameters: rtpParameters as ConsumerInfo['rtpParameters'],
      producerPaused: consumer.producerPaused,
    });
    this.#byId.set(consumerId, { consumer, info });
    consumer.observer.once('close', () => this.#byId.delete(consumerId));
    consumer.on('producerclose', () => this.#events.closed(consumerId));
    consumer.on('producerpause', () => this.#events.paused(consumerId));
    consumer.on('producerresume', () => this.#events.resumed(consumerId));
    consumer.on('layerschange', (layers) =>
      this.#events.layersChanged(
        consumerId,
        layers?.spatialLayer ?? null,
        layers?.temporalLayer ?? null,
      ),
    );
    return consumerId;
  }

  /** Layers before resuming: the first key frame is then asked of the right layer. */
  async #apply(consumer: Consumer, change: ConsumerChange): Promise<void> {
    const { paused, spatialLayer, temporalLayer, priority } = change;
    if (spatialLayer !== undefined && consumer.type === 'simulcast')
      await consumer.setPreferredLayers({ spatialLayer, temporalLayer });
    if (priority !== undefined) await consumer.setPriority(priority);
    if (paused === true) await this.#pause(consumer);
    if (paused === false) await this.#resume(consumer);
  }

  async #pause(consumer: Consumer): Promise<void> {
    this.#transport.readiness.cancel(consumer.id);
    await consumer.pause();
  }

  /** Audio at once; video when its key frame can arrive. The peer need not wait for that. */
  async #resume(consumer: Consumer): Promise<void> {
    if (consumer.kind === 'audio') return consumer.resume();
    this.#transport.readiness.whenReady(consumer.id, () => {
      // A consumer that closed meanwhile has told its peer already.
      consumer.resume().catch(() => {});
    });
  }
}
