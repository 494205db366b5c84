import { expect, it } from '@jest/globals';
import type { Language } from '@silkconsult/protocol';
import type { Wording, WordingEntry } from '@silkconsult/protocol/wordings';
import { mergeInto } from './merge.ts';

const liver = (languages: Partial<Record<Language, Wording>>): WordingEntry => ({
  ...{ kind: 'term', id: 'liver', topic: 'anatomy', added: false, mayEdit: true },
  languages: Object.fromEntries(
    Object.entries(languages).map(([language, wording]) => [
      language,
      { wording, review: 'reviewed', version: 3, maySign: false },
    ]),
  ),
});
const pair = {
  source: { language: 'ru', text: 'печёнка' },
  target: { language: 'kk', text: 'бауыр' },
} as const;

it.each<[string, Partial<Record<Language, Wording>>, boolean, object]>([
  [
    'another word is one more synonym, and what is there already is left alone',
    { ru: { text: 'печень', synonyms: ['печ'] }, kk: { text: 'бауыр' } },
    false,
    { ru: { version: 3, wording: { text: 'печень', synonyms: ['печ', 'печёнка'] } } },
  ],
  [
    'a language that was missing gets the term',
    { ru: { text: 'печень', synonyms: ['печёнка'] } },
    false,
    { kk: { version: 0, wording: { text: 'бауыр' } } },
  ],
  [
    'the target is shown from now on, and what stood there is still found',
    { ru: { text: 'печёнка' }, kk: { text: 'жүрек', synonyms: ['бауыр'], stems: ['бауыр'] } },
    true,
    { kk: { version: 3, wording: { text: 'бауыр', synonyms: ['жүрек'], stems: ['бауыр'] } } },
  ],
  ['all of it is there', { ru: { text: 'печёнка' }, kk: { text: 'бауыр' } }, true, {}],
])('a suggestion added to a term: %s', (_, languages, shown, changes) => {
  expect(mergeInto(liver(languages), pair, shown)).toEqual(changes);
});
