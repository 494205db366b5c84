import type { CaptionEngineFigures, OverloadLevel } from '@silkconsult/protocol';
import type { PartialPace, Recognizer } from '../recognizers/recognizer.ts';
import type { Load } from './overload.ts';
import { FRESH_LOAD, nextLoad, partialsEverySeconds } from './overload.ts';

/** Over how many looks the share of real time is reckoned: half a minute. */
const LOOKS = 60;

/** How far one engine is behind, and what is left out because of that. */
export class EngineLoad implements PartialPace {
  readonly #recognizer: Pick<Recognizer, 'id' | 'languages' | 'health'>;
  #load: Load = FRESH_LOAD;
  #delayMs = 0;
  #ok = true;
  /** The engine's work so far at each of the last looks. */
  readonly #work: { soundSeconds: number; busySeconds: number }[] = [];

  constructor(recognizer: Pick<Recognizer, 'id' | 'languages' | 'health'>) {
    this.#recognizer = recognizer;
  }

  get level(): OverloadLevel {
    return this.#load.level;
  }

  get everySeconds(): number {
    return partialsEverySeconds(this.#load.level);
  }

  /**
   * Call it twice a second.
   *
   * @param lateMs how late packets reached their stream: a host that is itself too slow delays all.
   */
  look(lateMs: number, nowMs: number): void {
    const { ok, delayMs, work } = this.#recognizer.health();
    this.#ok = ok;
    this.#delayMs = Math.round(Math.max(delayMs, lateMs));
    this.#load = nextLoad(this.#load, this.#delayMs, nowMs);
    if (work) this.#work.push(work);
    if (this.#work.length > LOOKS) this.#work.shift();
  }

  get figures(): CaptionEngineFigures {
    const { id: engine, languages } = this.#recognizer;
    const [first, last] = [this.#work[0], this.#work.at(-1)];
    const soundSeconds = (last?.soundSeconds ?? 0) - (first?.soundSeconds ?? 0);
    const busySeconds = (last?.busySeconds ?? 0) - (first?.busySeconds ?? 0);
    return {
      ...{ engine, languages: [...languages], ok: this.#ok },
      ...{ delayMs: this.#delayMs, level: this.level },
      ...(soundSeconds > 0 && { realTimeFactor: Number((busySeconds / soundSeconds).toFixed(3)) }),
    };
  }
}
