import type { Language } from '@silkconsult/protocol';
import { type Alignment, align } from './align.ts';
import type { CompiledPattern, Phrasebook } from './book.ts';
import { endingOf } from './normalize.ts';
import { type SlotValue, spansAt } from './slots.ts';

/** A line recognised as a sentence of the book. */
export interface PhraseMatch {
  entryId: string;
  /** `near`: words without clinical content differ from the book's sentence. */
  kind: 'exact' | 'near';
  /** Edited tokens; 0 when exact. */
  distance: number;
  slots: Readonly<Record<string, SlotValue>>;
  language: Language;
  bookVersion: string;
}

/** At most two light words may differ, and never more than a third of the sentence. */
const MAX_DISTANCE = 2;
const MAX_SHARE = 1 / 3;

/**
 * The sentence of the book that this line is, or null when there is any doubt.
 *
 * @param text one spoken or typed sentence in `language`.
 * @example matchPhrase('come back in two weeks', 'en', book)?.slots
 *   // { duration: { kind: 'counted', unit: 'week', count: 2 } }
 */
export function matchPhrase(
  text: string,
  language: Language,
  book: Phrasebook,
): PhraseMatch | null {
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
  const [entryId, { distance, slots }] = best;
  // Two sentences that both fit are a doubt, and a doubt is no match.
  if (second && second[1].distance - distance < (distance === 0 ? 1 : 2)) return null;
  return {
    entryId,
    kind: distance === 0 ? 'exact' : 'near',
    distance,
    slots,
    language,
    bookVersion: book.version,
  };
}

/** A sentence of one content word ("No.") has nothing to hold a near match in place. */
function limitOf({ tokens, content, slotCount }: CompiledPattern): number {
  if (content.length + slotCount < 2) return 0;
  return Math.min(MAX_DISTANCE, Math.floor(tokens.length * MAX_SHARE));
}
