import type { Language, Phrase, PhraseSuggestion } from '@silkconsult/protocol';
import { phraseSchema } from '@silkconsult/protocol';
import {
  canSay,
  exactPhrase,
  type Phrasebook,
  renderPhrase,
  suggestPhrases,
} from '../phrasebook/index.ts';

/** A sentence of the book, slots filled, in any language. */
export interface Sentence {
  in(language: Language): string;
  bookVersion: string;
}

/** The phrasebook as someone uses it who chooses a sentence instead of saying it. */
export class Phrases {
  readonly #current: () => Phrasebook;

  /** @param current the book as it is now: it may be another one later */
  constructor(current: () => Phrasebook) {
    this.#current = current;
  }

  /** Undefined when the book cannot say this. */
  sentence(phrase: Phrase): Sentence | undefined {
    const book = this.#current();
    if (!canSay(phrase, book)) return undefined;
    return {
      in: (language) => renderPhrase(phrase, language, book),
      bookVersion: book.version,
    };
  }

  /** What a line may have been meant as; nothing when the book has it just so. */
  suggest(text: string, language: Language): PhraseSuggestion[] {
    const book = this.#current();
    if (exactPhrase(text, language, book)) return [];
    return suggestPhrases(text, language, book)
      .filter((match) => phraseSchema.safeParse(match).success)
      .map(({ entryId, fillings }) => ({
        ...{ entryId, fillings, language },
        text: renderPhrase({ entryId, fillings }, language, book),
      }));
  }
}
