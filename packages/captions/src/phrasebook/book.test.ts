import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { compilePhrasebook, loadPhrasebook } from './book.ts';

interface RawEntry {
  id: string;
  text: Record<string, string>;
}

interface RawData {
  phrasebook: { entries: RawEntry[] };
  slots: { lists: { side: Record<'left' | 'right', Record<string, unknown>> } };
  matching: { light: Record<string, string[]>; swaps: Record<string, [string, string][]> };
}

function read<File extends keyof RawData>(name: File): RawData[File] {
  return JSON.parse(readFileSync(new URL(`../../data/${name}.json`, import.meta.url), 'utf8'));
}

/** Loads a copy of the shipped data with one fault put in. */
function loadWith(spoil: (data: RawData) => void) {
  const data: RawData = {
    phrasebook: read('phrasebook'),
    slots: read('slots'),
    matching: read('matching'),
  };
  spoil(data);
  return () => compilePhrasebook(data);
}

function entry({ phrasebook }: RawData, id: string): RawEntry {
  const found = phrasebook.entries.find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found;
}

/** Changes one language's text of one sentence; undefined takes it away. */
function setText(data: RawData, id: string, language: string, text: string | undefined): void {
  if (text === undefined) delete entry(data, id).text[language];
  else entry(data, id).text[language] = text;
}

describe('a broken phrasebook stops the start and names the entry', () => {
  it.each<[string, RegExp, (data: RawData) => void]>([
    [
      'a missing language',
      /pain\.where.*text\.ug/,
      (d) => setText(d, 'pain.where', 'ug', undefined),
    ],
    ['an empty text', /pain\.where.*text\.kk/, (d) => setText(d, 'pain.where', 'kk', ' ')],
    [
      'a slot lost in translation',
      /followUp\.comeBack in ru: the slots differ/,
      (d) => setText(d, 'followUp.comeBack', 'ru', 'Приходите снова.'),
    ],
    [
      'a slot that nobody defined',
      /allergy\.any in zh-CN: slots\.json has no \{colour\}/,
      (d) => {
        const { text } = entry(d, 'allergy.any');
        for (const language of Object.keys(text)) text[language] += ' {colour}';
      },
    ],
    [
      'a grammatical form that nobody wrote',
      /pain\.side in ru: slots\.json has no form dative/,
      (d) => setText(d, 'pain.side', 'ru', 'Болит {side:dative}.'),
    ],
    [
      'two entries that read the same',
      /surgery\.notNeeded in mn: it reads the same as surgery\.needed/,
      (d) => setText(d, 'surgery.notNeeded', 'mn', entry(d, 'surgery.needed').text.mn),
    ],
    [
      'an entry given twice',
      /pain\.where is there twice/,
      (d) => d.phrasebook.entries.push(entry(d, 'pain.where')),
    ],
    [
      'one wording for two slot values',
      /means both side\.left and side\.right/,
      ({ slots: { lists } }) => {
        lists.side.right.kk = lists.side.left.kk;
      },
    ],
    ['a negation called light', /"not" \(en\)/, (d) => d.matching.light.en?.push('not')],
    ['a side called light', /"сол" \(kk\)/, (d) => d.matching.light.kk?.push('сол')],
    [
      'a number called exchangeable',
      /"two" \(en\)/,
      (d) => d.matching.swaps.en?.push(['two', 'to']),
    ],
  ])('%s', (_, message, spoil) => {
    expect(loadWith(spoil)).toThrow(message);
  });
});

it('says that only English is by a native author so far', () => {
  const { review } = loadPhrasebook();
  const native = Object.entries(review).filter(([, state]) => state === 'native');
  expect(native).toEqual([['en', 'native']]);
});
