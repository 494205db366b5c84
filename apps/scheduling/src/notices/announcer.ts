import type { Logger } from '@silkconsult/service-kit';

/** Long enough for several bookings of one moment to be told of together. */
const PAUSE_MS = 50;

/**
 * Tells of bookings soon after them and apart from them: who books waits for no notice, and a
 * booking stays as fast as its own rows. Until it begins, others tell.
 */
export class Announcer {
  readonly #logger: Logger;
  #announce: (() => Promise<void>) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Also tells of what a process that was killed booked and did not live to tell. */
  begin(announce: () => Promise<void>): void {
    this.#announce = announce;
    this.poke();
  }

  /** Something was booked. */
  poke(): void {
    const announce = this.#announce;
    if (!announce || this.#closed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#running.then(announce).catch((error: unknown) => {
        // It stays marked; the job that looks every minute finds it.
        this.#logger.warn({ err: error }, 'could not tell of bookings');
      });
    }, PAUSE_MS).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }
}
