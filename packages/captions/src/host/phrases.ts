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
  readonly #book: Phrasebook;

  constructor(book: Phrasebook) {
    this.#book = book;
  }

  /** Undefined when the book cannot say this. */
  sentence(phrase: Phrase): Sentence | undefined {
    if (!canSay(phrase, this.#book)) return undefined;
    return {
      in: (language) => renderPhrase(phrase, language, this.#book),
      bookVersion: this.#book.version,
    };
  }

  /** What a line may have been meant as; nothing when the book has it just so. */
  suggest(text: string, language: Language): PhraseSuggestion[] {
    if (exactPhrase(text, language, this.#book)) return [];
    return suggestPhrases(text, language, this.#book)
      .filter((match) => phraseSchema.safeParse(match).success)
      .map(({ entryId, fillings }) => ({
        ...{ entryId, fillings, language },
        text: renderPhrase({ entryId, fillings }, language, this.#book),
      }));
  }
}
