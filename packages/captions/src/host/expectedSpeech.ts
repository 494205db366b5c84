import { fillingsOf } from '../phrasebook/fillings.ts';
import type { Phrasebook } from '../phrasebook/index.ts';
import { renderPhrase } from '../phrasebook/index.ts';

/** A sentence with slots stands for this many: one without counts as much. */
const SHARE = 8;

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/**
 * What is likely to be said in English in a consult: every sentence of the phrasebook, its slots
 * filled, as lower-case words. A recogniser that can be biased is biased towards these.
 */
export function expectedEnglish(book: Phrasebook): string[][] {
  const sentences: string[][] = [];
  for (const [entryId, entry] of book.entries) {
    const rendered = fillingsOf(entryId, book).map((fillings) =>
      renderPhrase({ entryId, fillings }, 'en', book),
    );
    const wordings = [...rendered, ...(entry.variants.en ?? []).filter((v) => !v.includes('{'))];
    const words = wordings.map(spokenWords).filter((sentence) => sentence !== undefined);
    const times = words.length < SHARE ? Math.ceil(SHARE / Math.max(1, words.length)) : 1;
    for (let i = 0; i < times; i++) sentences.push(...words);
  }
  return sentences;
}

/**
 * The words of a sentence as they are said; undefined when it holds a number that is not spelt here.
 *
 * @example spokenWords('Come back in 21 days.') // ['come', 'back', 'in', 'twenty', 'one', 'days']
 */
export function spokenWords(sentence: string): string[] | undefined {
  const tokens = sentence.toLowerCase().match(/\d+(?:\.\d+)?|[a-z]+(?:'[a-z]+)?/g) ?? [];
  const words = tokens.map((token) => (/^\d/.test(token) ? spellNumber(Number(token)) : [token]));
  return words.every((word) => word !== undefined) ? words.flat() : undefined;
}

function spellNumber(value: number): string[] | undefined {
  if (!Number.isInteger(value) || value > 100) return undefined;
  if (value === 100) return ['one', 'hundred'];
  const small = SMALL[value];
  if (small) return [small];
  const unit = value % 10;
  return [TENS[Math.floor(value / 10)] ?? '', ...(unit ? [SMALL[unit] ?? ''] : [])];
}
