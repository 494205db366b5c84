import type { Language } from '@silkconsult/protocol';
import { isNumberToken } from './numbers.ts';
import type { MatchingData } from './schema.ts';
import { type SlotLexicon, spansAt } from './slots.ts';

/** What a near match must leave as it was said: the words that change a sentence's meaning most. */
export interface Guard {
  /** For each token, whether it is a number, a negation or part of a slot's wording. */
  guardedOf(tokens: readonly string[]): boolean[];
  /** How many parts of this word may negate it. */
  negationMarksIn(word: string): number;
}

export function compileGuard(
  matching: MatchingData,
  language: Language,
  lexicon: SlotLexicon,
): Guard {
  const negations = new Set(matching.negations[language]);
  const marks = matching.negationMarks[language];
  return {
    guardedOf(tokens) {
      const guarded = tokens.map(
        (token) =>
          isNumberToken(token) || negations.has(token) || lexicon.protectedTokens.has(token),
      );
      tokens.forEach((_, at) => {
        for (const { length } of spansAt(tokens, at, lexicon, language)) {
          guarded.fill(true, at, at + length);
        }
      });
      return guarded;
    },
    negationMarksIn: (word) => word.match(marks)?.length ?? 0,
  };
}
