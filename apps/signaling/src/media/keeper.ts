import { setTimeout as delay } from 'node:timers/promises';
import type { TapSink } from './audioTap.ts';
import { RoomMedia } from './routers.ts';
import type { Workers } from './workers.ts';

export interface KeeperEvents {
  /** The worker died: nothing of the old media exists any more. */
  lost(): void;
  /** There is a router on a living worker again. */
  restored(): void;
  dominantSpeaker(peerId: string): void;
}

const PAUSE_BETWEEN_ATTEMPTS_MS = 200;

/** Keeps a room supplied with media: when its worker dies, it moves to a living one. */
export class MediaKeeper {
  readonly #workers: Workers;
  readonly #sink: TapSink;
  readonly #events: KeeperEvents;
  readonly #abort = new AbortController();
  #current: Promise<RoomMedia>;
  #renewing = false;

  private constructor(workers: Workers, sink: TapSink, events: KeeperEvents) {
    this.#workers = workers;
    this.#sink = sink;
    this.#events = events;
    this.#current = this.#make();
  }

  /** @throws RefusedError `media_unavailable` when no worker is living. */
  static async create(workers: Workers, sink: TapSink, events: KeeperEvents): Promise<MediaKeeper> {
    const keeper = new MediaKeeper(workers, sink, events);
    await keeper.#current;
    return keeper;
  }

  /**
   * The room's media as it is or as it is being made.
   *
   * @throws RefusedError `media_unavailable`
   */
  current(): Promise<RoomMedia> {
    return this.#current;
  }

  /** Idempotent. */
  close(): void {
    if (this.#abort.signal.aborted) return;
    this.#abort.abort();
    this.#current.then(
      (media) => media.close(),
      () => undefined,
    );
  }

  #make(): Promise<RoomMedia> {
    const made = RoomMedia.create(this.#workers, this.#sink, {
      lost: () => this.#onLost(),
      dominantSpeaker: (peerId) => this.#events.dominantSpeaker(peerId),
    });
    // Whoever needs it awaits it and hears of the failure; nobody needing it is no crash.
    made.catch(() => undefined);
    return made;
  }

  #onLost(): void {
    if (this.#abort.signal.aborted) return;
    this.#events.lost();
    if (!this.#renewing) void this.#renew();
  }

  async #renew(): Promise<void> {
    this.#renewing = true;
    while (!this.#abort.signal.aborted) {
      this.#current = this.#make();
      const media = await this.#current.catch(() => undefined);
      if (this.#abort.signal.aborted) media?.close();
      else if (media && !media.closed) {
        this.#renewing = false;
        this.#events.restored();
        return;
      } else
        await delay(PAUSE_BETWEEN_ATTEMPTS_MS, undefined, { signal: this.#abort.signal }).catch(
          () => undefined,
        );
    }
  }
}
