import type { Logger } from './logger.ts';

type Close = () => Promise<void> | void;

/**
 * Closes what was opened, the latest first, once. Each part registers its own close when it opens,
 * so the order is right by construction.
 */
export class Shutdown {
  readonly #closers: { name: string; close: Close }[] = [];
  readonly #logger: Logger;
  #closing: Promise<void> | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  add(name: string, close: Close): void {
    this.#closers.push({ name, close });
  }

  /** Idempotent: the second caller waits for the first. One part that fails never keeps the rest. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    for (const { name, close } of this.#closers.reverse()) {
      try {
        await close();
      } catch (error) {
        this.#logger.error({ err: error, reason: name }, 'could not close');
      }
    }
  }

  /**
   * Closes on SIGTERM and SIGINT and exits. An own exit is needed: mediasoup listens for the same
   * signals and would leave the process alive without workers.
   */
  exitOnSignals(limitMs = 10_000): void {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        this.#logger.info({ signal }, 'shutting down');
        setTimeout(() => process.exit(1), limitMs).unref();
        void this.close().then(() => process.exit(0));
      });
    }
  }
}
