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
  readonly #book: Phrasebook;
  /** A line is asked for once for each reader's language: it is matched once. */
  #last: { text: string; from: Language; match: ExactMatch | null } | undefined;

  constructor(book: Phrasebook) {
    this.#book = book;
  }

  async translate({ text, from, to }: TranslationRequest): Promise<Translation | undefined> {
    const match = this.#match(text, from);
    if (!match) return undefined;
    return {
      text: renderPhrase(match, to, this.#book),
      ...{ origin: 'phrasebook', engine: this.id, phrasebookVersion: match.bookVersion, flags: [] },
    };
  }

  #match(text: string, from: Language): ExactMatch | null {
    const last = this.#last;
    if (last?.text === text && last.from === from) return last.match;
    const match = exactPhrase(text, from, this.#book);
    this.#last = { text, from, match };
    return match;
  }
}
