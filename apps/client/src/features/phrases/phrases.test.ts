import { describe, expect, it } from '@jest/globals';
import type { Language } from '@silkconsult/protocol';
import { LANGUAGE_CODES, slotValueSchema } from '@silkconsult/protocol';
import { phraseSheet } from '../../../build/phrasebook.ts';
import { areaMessages, flatten } from '../../i18n/testing.ts';
import { amountOf, EMPTY, fillingOf, nounFor, ON_DATE } from './fill.ts';
import { findPhrases, indexOf, partsOf, slotTypeOf } from './search.ts';
import { withChanges } from './sheet.ts';

const found = (query: string, language: Language) =>
  findPhrases(
    query,
    indexOf(phraseSheet(language), (topic) => topic),
  ).map(({ id }) => id);

describe('the search', () => {
  it.each<[string, Language]>([
    ['allerg', 'en'],
    ['АЛЛЕРГ', 'ru'],
    ['过敏', 'zh-CN'],
    ['الرجی', 'ur'],
  ])('finds what begins with "%s" in %s', (query, language) => {
    expect(found(query, language)).toContain('allergy.any');
  });

  it('takes every word, in any order, with other marks and look-alike letters', () => {
    expect(found('hurt, WHERE', 'en')[0]).toBe('pain.where');
    expect(found('ещё', 'ru')).toEqual(found('еще', 'ru'));
    expect(found('ي', 'ug')).toEqual(found('ی', 'ug'));
    expect(found('hurt giraffe', 'en')).toEqual([]);
  });

  it('finds a sentence by what may fill it', () => {
    expect(found('knee', 'en')).toContain('pain.bodyPartHurts');
  });
});

describe.each(LANGUAGE_CODES)('the sheet of %s', (language) => {
  const sheet = phraseSheet(language);
  const texts = flatten(areaMessages(language, 'phrases'));

  it('has a field and a name for every slot, and a name for every topic', () => {
    for (const { text, topic } of sheet.phrases) {
      expect(texts.has(`phrases.topics.${topic}`)).toBe(true);
      for (const part of partsOf(text)) {
        if (!('slot' in part)) continue;
        const type = slotTypeOf(part.slot);
        expect(texts.has(`phrases.slots.${type}`)).toBe(true);
        const fields = [sheet.lists[type], sheet.counted[type]];
        expect(['number', 'date'].includes(type) || fields.some(Boolean)).toBe(true);
      }
    }
  });
});

it('shows a sentence as the site has changed it, and every other as the page came with it', () => {
  const sheet = phraseSheet('ru');
  const change = { text: 'Где у вас боль?', variants: [], reviewed: true };
  const changed = withChanges(sheet, [
    { entryId: 'pain.where', ...change },
    { entryId: 'pain.gone', ...change },
  ]);
  const other = (one: typeof sheet) => one.phrases.filter(({ id }) => id !== 'pain.where');
  expect(other(changed)).toEqual(other(sheet));
  expect(changed.phrases.find(({ id }) => id === 'pain.where')).toEqual({
    ...{ id: 'pain.where', topic: 'pain', ...change },
  });
});

describe('a slot', () => {
  it.each([
    ['2', 2],
    [' 1.5 ', 1.5],
    ['0,25', 0.25],
    ['٣٧٫٥', 37.5],
    ['۲', 2],
    ['1,000', undefined],
    ['0.125', undefined],
    ['-1', undefined],
    ['2 3', undefined],
    ['', undefined],
  ])('reads "%s" as %s', (text, amount) => {
    expect(amountOf(text)).toBe(amount);
  });

  it.each([
    ['number2', { text: '3', choice: '' }, false, { kind: 'number', value: 3 }],
    ['side', { text: '', choice: 'left' }, false, { kind: 'listed', key: 'left' }],
    ['dose', { text: '5', choice: 'drop' }, true, { kind: 'counted', unit: 'drop', count: 5 }],
    ['date', { text: '', choice: 'monday' }, false, { kind: 'day', day: 'monday' }],
    ['date', { text: '3', choice: 'week' }, false, { kind: 'ahead', unit: 'week', count: 3 }],
    [
      'date',
      { text: '2026-11-30', choice: ON_DATE },
      false,
      { kind: 'calendar', month: 11, day: 30 },
    ],
  ] as const)('%s is filled', (slot, draft, counted, value) => {
    expect(fillingOf(slot, draft, counted)).toEqual(value);
    expect(slotValueSchema.parse(value)).toEqual(value);
  });

  it.each([
    ['number', EMPTY, false],
    ['side', EMPTY, false],
    ['dose', { text: '5', choice: '' }, true],
    ['dose', { text: 'five', choice: 'drop' }, true],
    ['date', { text: '1.5', choice: 'week' }, false],
    ['date', { text: '0', choice: 'day' }, false],
    ['date', { text: '', choice: ON_DATE }, false],
  ])('%s with %j is not filled', (slot, draft, counted) => {
    expect(fillingOf(slot, draft, counted)).toBeUndefined();
  });

  it('has its noun agree with the number typed', () => {
    const days = { one: 'день', few: 'дня', many: 'дней', other: 'дня' };
    expect(['1', '3', '5', ''].map((text) => nounFor(days, text, 'ru'))).toEqual([
      'день',
      'дня',
      'дней',
      'дней',
    ]);
  });
});
