import type { Language } from '@silkconsult/protocol';
import { type Alignment, align } from './align.ts';
import type { CompiledPattern, Phrasebook } from './book.ts';
import { type NearMatch, suggestPhrases } from './near.ts';
import { endingOf } from './normalize.ts';
import { type SlotValue, spansAt } from './slots.ts';

/** A line that is a sentence of the book: it may be shown as such, in every language. */
export interface ExactMatch {
  entryId: string;
  kind: 'exact';
  /** Words without clinical content that differ from the book's wording. */
  distance: number;
  fillings: Readonly<Record<string, SlotValue>>;
  language: Language;
  bookVersion: string;
}

/** A near match is for its speaker alone and never shown as what was said. */
export type PhraseMatch = ExactMatch | NearMatch;

/** At most two light words may differ, and never more than a third of the sentence. */
const MAX_DISTANCE = 2;
const MAX_SHARE = 1 / 3;

/**
 * The sentence of the book that this line is or, failing that, the one that it is nearest to.
 *
 * @param text one spoken or typed sentence in `language`.
 * @example matchPhrase('come back in two weeks', 'en', book)
 *   // { kind: 'exact', fillings: { duration: { kind: 'counted', unit: 'week', count: 2 } }, … }
 */
export function matchPhrase(
  text: string,
  language: Language,
  book: Phrasebook,
): PhraseMatch | null {
  return exactPhrase(text, language, book) ?? suggestPhrases(text, language, book)[0] ?? null;
}

/** The sentence of the book that this line is, or null when there is any doubt. */
export function exactPhrase(text: string, language: Language, book: Phrasebook): ExactMatch | null {
  const line = book.tokens(text, language);
  if (line.length === 0) return null;
  const { lexicon, tolerance, patterns } = book.index[language];
  const ending = endingOf(text);
  const present = new Set(line);
  const spans = line.map((_, at) => spansAt(line, at, lexicon, language));

  const found = new Map<string, Alignment>();
  for (const pattern of patterns) {
    if (ending !== 'unmarked' && (ending === 'question') !== pattern.question) continue;
    if (pattern.content.some((word) => !present.has(word))) continue;
    const alignment = align(pattern.tokens, line, spans, tolerance, limitOf(pattern));
    const known = found.get(pattern.entryId);
    if (alignment && (!known || alignment.distance < known.distance)) {
      found.set(pattern.entryId, alignment);
    }
  }

  const [best, second] = [...found].sort(([, a], [, b]) => a.distance - b.distance);
  if (!best) return null;
  const [entryId, { distance, fillings }] = best;
  // Two sentences that both fit are a doubt, and a doubt is no match.
  if (second && second[1].distance - distance < (distance === 0 ? 1 : 2)) return null;
  return { entryId, kind: 'exact', distance, fillings, language, bookVersion: book.version };
}

/** In a sentence of one content word ("No.") nothing holds what else is said in place. */
function limitOf({ tokens, content, slotCount }: CompiledPattern): number {
  if (content.length + slotCount < 2) return 0;
  return Math.min(MAX_DISTANCE, Math.floor(tokens.length * MAX_SHARE));
}
