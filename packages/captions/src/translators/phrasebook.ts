import type { Language } from '@silkconsult/protocol';
import { LANGUAGE_CODES } from '@silkconsult/protocol';
import type { ExactMatch, Phrasebook } from '../phrasebook/index.ts';
import { exactPhrase, renderPhrase } from '../phrasebook/index.ts';
import type { Translation, TranslationRequest, Translator } from './translator.ts';

/** Human-checkable whole sentences: exact matches only, never a guess. */
export class PhrasebookTranslator implements Translator {
  readonly id = 'phrasebook';
  readonly remote = false;
  readonly pairs: readonly (readonly [Language, Language])[] = LANGUAGE_CODES.flatMap((from) =>
    LANGUAGE_CODES.filter((to) => to !== from).map((to) => [from, to] as const),
  );
  readonly #current: () => Phrasebook;
  /** A line is asked for once for each reader's language: it is matched once. */
  #last: { book: Phrasebook; text: string; from: Language; match: ExactMatch | null } | undefined;

  /** @param current the book as it is now: it may be another one later */
  constructor(current: () => Phrasebook) {
    this.#current = current;
  }

  async translate({ text, from, to }: TranslationRequest): Promise<Translation | undefined> {
    const book = this.#current();
    const match = this.#match(text, from, book);
    if (!match) return undefined;
    return {
      text: renderPhrase(match, to, book),
      ...{ origin: 'phrasebook', engine: this.id, phrasebookVersion: match.bookVersion, flags: [] },
    };
  }

  #match(text: string, from: Language, book: Phrasebook): ExactMatch | null {
    const last = this.#last;
    if (last?.book === book && last.text === text && last.from === from) return last.match;
    const match = exactPhrase(text, from, book);
    this.#last = { book, text, from, match };
    return match;
  }
}
