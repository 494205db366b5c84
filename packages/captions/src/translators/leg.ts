import type { Language } from '@silkconsult/protocol';
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import { EngineError } from './engineError.ts';
import type { Translation, TranslationRequest, Translator } from './translator.ts';

/** Failures in a row after which an engine is left alone for a while. */
const FAILURES = 3;
const PAUSE_MS = 15_000;

interface EnginePair {
  engine: string;
  from: Language;
  to: Language;
}

/** One answer of an engine, for the figures; nothing of what was said. */
export interface TranslationMeasured extends EnginePair {
  /** `refused`: not asked, because it failed too often. */
  outcome: 'answered' | 'failed' | 'refused';
  seconds: number;
}

export interface BreakerChanged extends EnginePair {
  open: boolean;
}

/** Where figures go. */
export interface TranslationReport {
  measured(measured: TranslationMeasured): void;
  breakerChanged(changed: BreakerChanged): void;
}

/** One engine for one pair, behind its breaker. */
export class Leg {
  readonly #engine: Translator;
  readonly #pair: EnginePair;
  readonly #report: TranslationReport;
  readonly #breaker = circuitBreaker(
    handleWhen((error) => !isGivenUp(error)),
    {
      halfOpenAfter: PAUSE_MS,
      breaker: new ConsecutiveBreaker(FAILURES),
    },
  );

  constructor(engine: Translator, from: Language, to: Language, report: TranslationReport) {
    this.#engine = engine;
    this.#pair = { engine: engine.id, from, to };
    this.#report = report;
    this.#breaker.onStateChange((state) => {
      if (state === CircuitState.HalfOpen) return;
      report.breakerChanged({ ...this.#pair, open: state !== CircuitState.Closed });
    });
  }

  get takesTerms(): boolean {
    return this.#engine.takesTerms ?? false;
  }

  /** @throws when the engine fails, is too late, or is being left alone. */
  async translate(request: TranslationRequest): Promise<Translation> {
    const startedMs = performance.now();
    let outcome: TranslationMeasured['outcome'] | undefined = 'refused';
    try {
      return await this.#breaker.execute(async () => {
        if (request.signal.aborted) throw endOf(request.signal);
        outcome = 'failed';
        const translation = await inTime(this.#engine.translate(request), request.signal);
        if (!translation) throw new EngineError('empty');
        outcome = 'answered';
        return translation;
      });
    } catch (error) {
      // It says nothing of the engine.
      if (isGivenUp(error)) outcome = undefined;
      throw error;
    } finally {
      const seconds = (performance.now() - startedMs) / 1000;
      if (outcome) this.#report.measured({ ...this.#pair, outcome, seconds });
    }
  }
}

const isGivenUp = (error: unknown) => error instanceof EngineError && error.reason === 'givenUp';

/** Whether the time was over, or nobody wants the translation any more. */
function endOf({ reason }: AbortSignal): EngineError {
  const isTime = reason instanceof DOMException && reason.name === 'TimeoutError';
  return new EngineError(isTime ? 'timeout' : 'givenUp');
}

/** Rejects when the time is over, whatever the engine still does. */
function inTime<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(endOf(signal));
    signal.addEventListener('abort', late, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', late));
  });
}
