import { setTimeout as delay } from 'node:timers/promises';
import type { EncounterReport } from '@silkconsult/protocol';
import type { Logger } from '@silkconsult/service-kit';
import pRetry, { AbortError } from 'p-retry';
import { postSigned, type Scheduling } from '../scheduling/post.ts';
import type { Outbox } from './outbox.ts';

export interface DeliveryOptions extends Scheduling {
  outbox: Outbox;
  logger: Logger;
  retry?: { minTimeout: number; maxTimeout: number };
  answerTimeoutMs?: number;
  /** Called with a report that scheduling says it can never take. */
  rejected(report: EncounterReport): void;
}

/** Scheduling says that sending the same again is of no use. */
class Rejection extends Error {
  override name = 'Rejection';
}

const MAX_BATCH = 100;
const DEFAULT_RETRY = { minTimeout: 250, maxTimeout: 15_000 };
const ANSWER_TIMEOUT_MS = 10_000;
const FAREWELL_MS = 1500;

/**
 * Delivers the outbox to scheduling in order, for as long as it takes. The same reports may arrive
 * twice (an answer that was late, a crash before the confirmation was written): their ids make
 * them idempotent.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #abort = new AbortController();
  readonly #stopListening: () => void;
  #running: Promise<void> | undefined;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#stopListening = options.outbox.onPending(() => this.#wake());
    this.#wake();
  }

  /** Gives what is left a short chance, then stops; the rest is delivered after the next start. */
  async close(): Promise<void> {
    this.#stopListening();
    await Promise.race([this.#running, delay(FAREWELL_MS, undefined, { ref: false })]);
    this.#abort.abort();
    await this.#running;
  }

  #wake(): void {
    if (this.#running || this.#abort.signal.aborted) return;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      if (this.#options.outbox.pending.length > 0) this.#wake();
    });
  }

  async #run(): Promise<void> {
    const { outbox, logger, rejected, retry = DEFAULT_RETRY } = this.#options;
    let batchSize = MAX_BATCH;
    while (outbox.pending.length > 0 && !this.#abort.signal.aborted) {
      const batch = outbox.pending.slice(0, batchSize);
      try {
        await pRetry(() => this.#send(batch), {
          ...retry,
          retries: Number.POSITIVE_INFINITY,
          randomize: true,
          signal: this.#abort.signal,
          onFailedAttempt: ({ error, attemptNumber: attempt }) => {
            if (attempt === 1 && !(error instanceof Rejection))
              logger.warn(
                { err: error, backlog: outbox.backlog },
                'scheduling takes no reports now',
              );
          },
        });
        outbox.confirm(batch.length);
        batchSize = MAX_BATCH;
      } catch (error) {
        if (!(error instanceof Rejection)) return;
        // One bad report must not hold up the others: find it by sending them one by one.
        const [only] = batch;
        if (batch.length === 1 && only) {
          rejected(only);
          outbox.confirm(1);
        }
        batchSize = 1;
      }
    }
  }

  async #send(reports: EncounterReport[]): Promise<void> {
    const { signal } = this.#abort;
    const timeoutMs = this.#options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS;
    const options = { signal, timeoutMs };
    const response = await postSigned(
      this.#options,
      '/api/encounter-reports',
      { reports },
      options,
    );
    await response.body?.cancel();
    if (response.ok) return;
    // Not the reports' fault: a wrong secret or clock (401), not there yet (404), too many (429).
    const final = [400, 409, 410, 413, 422].includes(response.status);
    if (final) throw new AbortError(new Rejection(String(response.status)));
    throw new Error(`scheduling answered ${response.status}`);
  }
}
