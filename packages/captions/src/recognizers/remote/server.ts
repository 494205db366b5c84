import type { Language } from '@silkconsult/protocol';
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import { DecodeQueue } from '../decodeQueue.ts';
import type { Health } from '../recognizer.ts';

/** Failures in a row after which a server is left alone for a while. */
const FAILURES = 3;
const PAUSE_MS = 10_000;
/** Nobody says more in a segment of 8 s; what is longer is no answer. */
export const MAX_CHARS = 1000;
export const MAX_BYTES = 64_000;

/** Words of a language without spaces may come with spaces between them. */
const BETWEEN_HAN = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;

/** What a server heard, as one line. */
export function tidyLine(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(BETWEEN_HAN, '').trim();
}

/** What every server of speech is configured with. */
export interface ServerOptions {
  id: string;
  url: string;
  languages: readonly Language[];
  /** Whether sound leaves the hospital. */
  remote: boolean;
  /** How many requests or connections may be under way at a time. */
  parallel: number;
  deadlineMs: number;
  key?: string;
}

/** We have given it up ourselves: the server is not to blame. */
class GivenUpError extends Error {
  override readonly name = 'GivenUpError';
}

/** What all adapters of servers share: a bound on what is under way, a breaker, and an end. */
export class SpeechServer {
  readonly queue: DecodeQueue;
  readonly #key: string | undefined;
  readonly #closed = new AbortController();
  readonly #breaker = circuitBreaker(
    handleWhen((error) => !(error instanceof GivenUpError)),
    { halfOpenAfter: PAUSE_MS, breaker: new ConsecutiveBreaker(FAILURES) },
  );

  constructor({ parallel, key }: Pick<ServerOptions, 'parallel' | 'key'>) {
    this.queue = new DecodeQueue(parallel);
    this.#key = key;
  }

  get headers(): Record<string, string> {
    return this.#key === undefined ? {} : { authorization: `Bearer ${this.#key}` };
  }

  /**
   * One exchange with the server; it must end when its signal does.
   *
   * @throws at once while the server is left alone after failures.
   */
  async exchange<T>(signal: AbortSignal, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const ended = AbortSignal.any([signal, this.#closed.signal]);
    ended.throwIfAborted();
    return this.#breaker.execute(() =>
      run(ended).catch((error) => {
        throw ended.aborted ? new GivenUpError('given up') : error;
      }),
    );
  }

  health(): Health {
    return { ok: this.#breaker.state === CircuitState.Closed, delayMs: this.queue.delayMs };
  }

  close(): Promise<void> {
    this.#closed.abort();
    return Promise.resolve();
  }
}
