import type { Registry } from '@silkconsult/service-kit';
import { Counter, createMetrics, Gauge, Histogram } from '@silkconsult/service-kit';
import type { Workers } from './media/workers.ts';
import type { Outbox } from './reports/outbox.ts';
import type { Captions } from './rooms/captions.ts';
import type { Rooms } from './rooms/rooms.ts';

/** The figures of this node. Node's own (event-loop delay, memory) are in the registry already. */
export class Metrics {
  readonly registry: Registry = createMetrics('signaling');
  readonly joinSeconds: Histogram;
  readonly unanswerable: Counter;

  constructor() {
    const registers = [this.registry];
    this.joinSeconds = new Histogram({
      name: 'silkconsult_join_duration_seconds',
      help: 'Time from a join request to its answer.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    });
    this.unanswerable = new Counter({
      name: 'silkconsult_unanswerable_messages_total',
      help: 'Messages without an acknowledgement function, which no client of ours sends.',
      registers,
    });
  }

  /** Gauges that are read from the living things whenever somebody looks. */
  watch({ rooms, workers, outbox }: { rooms: Rooms; workers: Workers; outbox: Outbox }): void {
    const sum = (count: (room: Rooms['all'][number]) => number) =>
      rooms.all.reduce((total, room) => total + count(room), 0);
    this.#gauge('rooms', 'Rooms on this node.', () => rooms.all.length);
    this.#gauge('peers', 'Peers in rooms.', () => sum((room) => room.peers.size));
    this.#gauge('waiting_peers', 'People in lobbies.', () => sum((room) => room.lobby.size));
    this.#gauge('media_workers', 'Living media workers.', () => workers.living.length);
    this.#gauge('media_workers_wanted', 'Media workers configured.', () => workers.count);
    this.#gauge('media_load', 'Routers, transports and consumers.', () =>
      workers.living.reduce((total, { load }) => total + load, 0),
    );
    this.#gauge('report_backlog', 'Encounter reports not confirmed.', () => outbox.backlog);
  }

  /** Machine translation, for each engine and pair of languages. */
  watchTranslation(captions: Pick<Captions, 'on'>): void {
    const registers = [this.registry];
    const pair = ['engine', 'from', 'to'] as const;
    const seconds = new Histogram({
      name: 'silkconsult_translation_seconds',
      help: 'Time from a line to its translation, or to the failure (refused: not asked, because it failed too often).',
      labelNames: [...pair, 'outcome'],
      buckets: [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2.5, 5, 10],
      registers,
    });
    const breakers = new Gauge({
      name: 'silkconsult_translation_breaker_open',
      help: '1 while a translator is left alone because it failed too often.',
      labelNames: pair,
      registers,
    });
    captions.on('translationMeasured', ({ seconds: took, ...labels }) =>
      seconds.observe(labels, took),
    );
    captions.on('breakerChanged', ({ open, ...labels }) => breakers.set(labels, open ? 1 : 0));
  }

  #gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      name: `silkconsult_${name}`,
      help,
      registers: [this.registry],
      collect() {
        this.set(value());
      },
    });
  }
}
