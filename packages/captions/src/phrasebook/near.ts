import type { Language } from '@silkconsult/protocol';
import type { CompiledPattern, Phrasebook } from './book.ts';
import { editDistance } from './editDistance.ts';
import { alignNear, type Edits } from './nearAlign.ts';
import { endingOf } from './normalize.ts';
import { type SlotValue, spansAt } from './slots.ts';

/** A sentence that a line may have been meant as. Only its speaker can tell ("did you mean …?"). */
export interface NearMatch {
  entryId: string;
  kind: 'near';
  /** Edited words, where a word that is quite another counts twice. */
  distance: number;
  fillings: Readonly<Record<string, SlotValue>>;
  language: Language;
  bookVersion: string;
}

const MAX_DISTANCE = 3;
const MAX_SHARE = 0.4;
const MAX_SUGGESTIONS = 3;

/**
 * The sentences of the book that this line is nearest to, best first: what to offer a speaker whose
 * line is none of them. Every number, unit, side, negation and other slot word is as in the line.
 *
 * @example suggestPhrases('take it befour meals', 'en', book)[0]?.entryId // 'medicine.beforeMeals'
 */
export function suggestPhrases(text: string, language: Language, book: Phrasebook): NearMatch[] {
  const line = book.tokens(text, language);
  const { lexicon, patterns, guard } = book.index[language];
  const ending = endingOf(text);
  const present = new Set(line);
  const spans = line.map((_, at) => spansAt(line, at, lexicon, language));
  const guarded = guard.guardedOf(line);
  const edits = editsOf(language, book);

  const found = new Map<string, NearMatch>();
  for (const pattern of patterns) {
    if (ending !== 'unmarked' && (ending === 'question') !== pattern.question) continue;
    const limit = limitOf(pattern);
    if (limit === 0 || missing(pattern, present) > limit) continue;
    const alignment = alignNear(pattern, { tokens: line, spans, guarded }, edits, limit);
    const known = found.get(pattern.entryId);
    if (!alignment || (known && known.distance <= alignment.distance)) continue;
    const { distance, fillings } = alignment;
    const bookVersion = book.version;
    const { entryId } = pattern;
    found.set(entryId, { entryId, kind: 'near', distance, fillings, language, bookVersion });
  }
  return [...found.values()].sort((a, b) => a.distance - b.distance).slice(0, MAX_SUGGESTIONS);
}

function limitOf({ tokens }: CompiledPattern): number {
  return Math.min(MAX_DISTANCE, Math.floor(tokens.length * MAX_SHARE));
}

/** Words of the sentence that the line does not hold: each is an edit at least. */
function missing({ tokens }: CompiledPattern, present: ReadonlySet<string>): number {
  let count = 0;
  for (const token of tokens) if ('word' in token && !present.has(token.word)) count += 1;
  return count;
}

/** What a change of words costs in a language: 1 for what may be misheard or misspelt, else 2. */
function editsOf(language: Language, book: Phrasebook): Edits {
  const { vocabulary, guard } = book.index[language];
  const marked = (word: string) => guard.negationMarksIn(word);
  return {
    drop: (word) => (marked(word) > 0 ? Number.POSITIVE_INFINITY : 1),
    replace(expected, said) {
      if (marked(expected) !== marked(said)) return Number.POSITIVE_INFINITY;
      // Chinese tokens are single characters: another one is a homophone or another stroke.
      if (language === 'zh-CN') return 1;
      if (vocabulary.has(said)) return 2;
      const letters = Math.max(expected.length, said.length);
      const allowed = letters <= 4 ? 1 : Math.ceil(letters / 4);
      if (Math.abs(expected.length - said.length) > allowed) return 2;
      return editDistance([...expected], [...said]) <= allowed ? 1 : 2;
    },
  };
}
