import { fold } from './fold.ts';
import type { PhraseEntry, PhraseSheet } from './sheet.ts';

const SLOT = /\{(\w+)(?::\w+)?\}/g;

export type PhrasePart = { text: string } | { slot: string };

/** @example partsOf('Come back in {duration}.') // [{text:'Come back in '},{slot:'duration'},{text:'.'}] */
export function partsOf(template: string): PhrasePart[] {
  return template
    .split(/(\{\w+(?::\w+)?\})/)
    .filter((part) => part !== '')
    .map((part) => {
      const [slot] = [...part.matchAll(SLOT)].map((found) => found[1]);
      return slot === undefined ? { text: part } : { slot };
    });
}

/** The slot's type: `number2` in a sentence is a second `number`. */
export function slotTypeOf(name: string): string {
  return name.replace(/\d+$/, '');
}

/** What each phrase may be found by. */
export type PhraseIndex = ReadonlyMap<PhraseEntry, string>;

/** @param wordOf the name of a topic in the reader's language */
export function indexOf(sheet: PhraseSheet, wordOf: (topic: string) => string): PhraseIndex {
  return new Map(
    sheet.phrases.map((phrase) => {
      const slots = partsOf(phrase.text).flatMap((part) =>
        'slot' in part ? Object.values(sheet.lists[slotTypeOf(part.slot)] ?? {}) : [],
      );
      const texts = [phrase.text.replace(SLOT, ' '), ...phrase.variants, ...slots];
      return [phrase, ` ${fold([...texts, wordOf(phrase.topic)].join(' '))}`];
    }),
  );
}

/**
 * The phrases that hold every word of the query, those with it in their own sentence first. Words
 * need only be begun ("аллер"); in Chinese, where nothing parts words, anywhere in the sentence.
 */
export function findPhrases(query: string, index: PhraseIndex): PhraseEntry[] {
  const words = fold(query).split(' ').filter(Boolean);
  if (words.length === 0) return [...index.keys()];
  const begins = (haystack: string) =>
    words.every((word) => haystack.includes(/\p{Script=Han}/u.test(word) ? word : ` ${word}`));
  const found = [...index].filter(([, haystack]) => begins(haystack)).map(([phrase]) => phrase);
  const inText = (phrase: PhraseEntry) => begins(` ${fold(phrase.text.replace(SLOT, ' '))}`);
  return [...found.filter(inText), ...found.filter((phrase) => !inText(phrase))];
}
