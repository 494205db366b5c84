import type { Language } from '@silkconsult/protocol';
import { type Phrasebook, reviewStateOf } from './book.ts';
import { slotNames } from './pattern.ts';
import type { ReviewState } from './schema.ts';

/** A sentence offered by the phrase panel; the text keeps its slots as `{duration}`. */
export interface PhraseSuggestion {
  entryId: string;
  topic: string;
  text: string;
  slots: string[];
  review: ReviewState;
}

/**
 * Sentences in which every word of the query begins some word, in the order of the book; sentences
 * whose first words match come first. An empty query lists the book.
 */
export function searchPhrases(
  query: string,
  language: Language,
  book: Phrasebook,
  limit = 30,
): PhraseSuggestion[] {
  const wanted = book.tokens(query, language);
  const ranked: { suggestion: PhraseSuggestion; rank: number }[] = [];
  for (const entry of book.entries.values()) {
    const text = entry.text[language];
    const ranks = [text, ...(entry.variants[language] ?? [])].flatMap((wording) => {
      const words = book.tokens(wording.replace(/\{\w+(:\w+)?\}/g, ' '), language);
      const places = wanted.map((start) => words.findIndex((word) => word.startsWith(start)));
      return places.includes(-1) ? [] : [Math.max(0, ...places)];
    });
    if (ranks.length === 0) continue;
    const suggestion = {
      entryId: entry.id,
      topic: entry.topic,
      text,
      slots: slotNames(text),
      review: reviewStateOf(entry, language, book),
    };
    ranked.push({ suggestion, rank: Math.min(...ranks) });
  }
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ suggestion }) => suggestion);
}
