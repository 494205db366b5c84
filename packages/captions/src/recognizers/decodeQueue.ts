import type { Work } from './recognizer.ts';

/** What is this late is not worth decoding any more. */
const TOO_LATE_MS = 30_000;
const SWEEP_EVERY_MS = 1000;

/** A segment, or the part of it that was said so far, on its way to a decoder. */
export interface DecodeTask {
  final: boolean;
  /** How much sound it is. */
  seconds: number;
  run(): Promise<void>;
  /** Instead of `run`, when a final has waited for too long. */
  giveUp(): void;
  /**
   * Of a task that runs while somebody speaks: since when its answer has been waited for, undefined
   * while they do. Other tasks are waited for since they were added.
   */
  waitedForSinceMs?(): number | undefined;
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
  #sweep: NodeJS.Timeout | undefined;
  #soundSeconds = 0;
  #busySeconds = 0;

  constructor(places: number, now: () => number = Date.now) {
    this.#places = places;
    this.#now = now;
  }

  /** How long the oldest final that is not yet recognised has waited. */
  get delayMs(): number {
    const now = this.#now();
    const running = [...this.#running].map(({ task, sinceMs }) => ({
      task,
      sinceMs: task.waitedForSinceMs ? (task.waitedForSinceMs() ?? now) : sinceMs,
    }));
    const finals = [...running, ...this.#waiting].filter(({ task }) => task.final);
    return finals.reduce((most, { sinceMs }) => Math.max(most, now - sinceMs), 0);
  }

  get work(): Work {
    return { soundSeconds: this.#soundSeconds, busySeconds: this.#busySeconds };
  }

  /** False: there is no place for a partial now. */
  add(task: DecodeTask): boolean {
    if (!task.final && this.#running.size >= this.#places) return false;
    this.#waiting.push({ task, sinceMs: this.#now() });
    this.#next();
    return true;
  }

  /** Gives up a task that still waits; false when it is being decoded, or is done. */
  drop(task: DecodeTask): boolean {
    const index = this.#waiting.findIndex((queued) => queued.task === task);
    if (index < 0) return false;
    this.#waiting.splice(index, 1);
    task.giveUp();
    return true;
  }

  #next(): void {
    this.#giveUpTheLate();
    while (this.#running.size < this.#places) {
      const queued = this.#waiting.shift();
      if (!queued) return;
      this.#running.add(queued);
      void this.#run(queued.task).finally(() => {
        this.#running.delete(queued);
        this.#next();
      });
    }
  }

  async #run(task: DecodeTask): Promise<void> {
    const startedMs = performance.now();
    await task.run();
    this.#soundSeconds += task.seconds;
    this.#busySeconds += (performance.now() - startedMs) / 1000;
  }

  /** By the clock as well as by decodes that end: an engine that hangs must not mean silence. */
  #giveUpTheLate(): void {
    while (this.#waiting[0] && this.#now() - this.#waiting[0].sinceMs > TOO_LATE_MS) {
      this.#waiting.shift()?.task.giveUp();
    }
    clearTimeout(this.#sweep);
    if (this.#waiting.length === 0) return;
    this.#sweep = setTimeout(() => this.#giveUpTheLate(), SWEEP_EVERY_MS).unref();
  }
}
