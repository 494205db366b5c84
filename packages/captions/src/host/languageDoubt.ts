import type { Language } from '@silkconsult/protocol';
import { LANGUAGE_CODES } from '@silkconsult/protocol';

/** So many lines in a row: one that an engine misheard says nothing about the language. */
const LINES = 3;
/** Below this an engine is not sure of what it heard. */
const UNSURE = 0.5;
/** Shorter lines are as often misheard in the right language. */
const LEAST_WORDS = 2;

/** A final line as far as it tells what language was spoken. */
export interface DoubtfulLine {
  text: string;
  confidence?: number;
}

/** Why the speaker should be asked: what is written looks like another language, or like none. */
export interface LanguageDoubted {
  /** The one that the lines are written in, where only one fits. */
  language: Language | undefined;
}

/**
 * Judges from a speaker's lines whether they speak another language than captions listen for. Asks
 * once: whoever says no is not asked again.
 *
 * @example
 * const doubt = new LanguageDoubt((text) => (/\p{Script=Cyrillic}/u.test(text) ? ['ru'] : []));
 * ['Где болит', 'Да', 'Два дня'].map((text) => doubt.hear({ text })?.language); // [undefined, undefined, 'ru']
 */
export class LanguageDoubt {
  readonly #othersOf: (text: string) => readonly Language[];
  readonly #written: readonly Language[];
  #lines = 0;
  /** The languages that all of these lines fit. */
  #fitting: readonly Language[] | undefined;
  #asked = false;

  /**
   * @param othersOf the languages that a text is in when it is not in the expected one
   * @param written the languages that the engine writes: of those that fit, it will be one of them
   */
  constructor(
    othersOf: (text: string) => readonly Language[],
    written: readonly Language[] = LANGUAGE_CODES,
  ) {
    this.#othersOf = othersOf;
    this.#written = written;
  }

  /** @returns a doubt in the moment in which it is worth a question */
  hear({ text, confidence }: DoubtfulLine): LanguageDoubted | undefined {
    const others = this.#othersOf(text);
    const foreign = others.length > 0;
    if (!foreign && words(text) < LEAST_WORDS) return undefined;
    const unsure = confidence !== undefined && confidence < UNSURE;
    if (!foreign && !unsure) {
      this.#lines = 0;
      this.#fitting = undefined;
      return undefined;
    }
    this.#lines += 1;
    if (foreign) {
      this.#fitting = (this.#fitting ?? others).filter((one) => others.includes(one));
    }
    if (this.#asked || this.#lines < LINES) return undefined;
    this.#asked = true;
    const fitting = this.#fitting ?? [];
    const written = fitting.filter((one) => this.#written.includes(one));
    const [only, ...more] = written.length > 0 ? written : fitting;
    return { language: more.length === 0 ? only : undefined };
  }
}

function words(text: string): number {
  return text.match(/\p{Script=Han}|[\p{L}\p{N}']+/gu)?.length ?? 0;
}
