/** What is this late is not worth decoding any more. */
const TOO_LATE_MS = 30_000;

/** A segment, or the part of it that was said so far, on its way to a decoder. */
export interface DecodeTask {
  final: boolean;
  run(): Promise<void>;
  /** Instead of `run`, when a final has waited for too long. */
  giveUp(): void;
}

interface Queued {
  task: DecodeTask;
  sinceMs: number;
}

/** So many decodes at a time, finals before partials; a partial that has to wait is left out. */
export class DecodeQueue {
  readonly #places: number;
  readonly #now: () => number;
  readonly #waiting: Queued[] = [];
  readonly #running = new Set<Queued>();

  constructor(places: number, now: () => number = Date.now) {
    this.#places = places;
    this.#now = now;
  }

  /** How long the oldest final that is not yet recognised has waited. */
  get delayMs(): number {
    const finals = [...this.#running, ...this.#waiting].filter(({ task }) => task.final);
    return finals.reduce((most, { sinceMs }) => Math.max(most, this.#now() - sinceMs), 0);
  }

  /** False: there is no place for a partial now. */
  add(task: DecodeTask): boolean {
    if (!task.final && this.#running.size >= this.#places) return false;
    this.#waiting.push({ task, sinceMs: this.#now() });
    this.#next();
    return true;
  }

  #next(): void {
    while (this.#running.size < this.#places) {
      const queued = this.#waiting.shift();
      if (!queued) return;
      if (this.#now() - queued.sinceMs > TOO_LATE_MS) {
        queued.task.giveUp();
        continue;
      }
      this.#running.add(queued);
      void queued.task.run().finally(() => {
        this.#running.delete(queued);
        this.#next();
      });
    }
  }
}
