import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LANGUAGE_CODES, LANGUAGES, type Language } from '@silkconsult/protocol';
import { strangeWords } from '../wordings/letters.ts';
import { misreadings, renderingsOf } from '../wordings/misread.ts';
import { loadPhrasebook } from './book.ts';
import { fillingsOf } from './fillings.ts';
import { exactPhrase } from './match.ts';
import { slotNames } from './pattern.ts';
import { renderPhrase } from './render.ts';

const book = loadPhrasebook();
const ids = [...book.entries.keys()];

it('holds at least 260 sentences on every topic that consults are about', () => {
  expect(ids.length).toBeGreaterThanOrEqual(260);
  const perTopic = new Map<string, number>();
  for (const { topic } of book.entries.values()) {
    perTopic.set(topic, (perTopic.get(topic) ?? 0) + 1);
  }
  const general = 'greeting history pain medicine allergy consent examination surgery followUp';
  const special = 'technical test tuberculosis echinococcosis hepatitis transplant heart';
  for (const topic of `${general} ${special}`.split(' ')) {
    expect([topic, perTopic.get(topic) ?? 0]).toEqual([topic, expect.any(Number)]);
    expect(perTopic.get(topic)).toBeGreaterThanOrEqual(8);
  }
});

it('holds at least 25 body parts, 20 symptoms and 25 medicines, and uses every kind of slot', () => {
  const { lists, counted } = book.slots;
  expect(Object.keys(lists.bodyPart ?? {}).length).toBeGreaterThanOrEqual(25);
  expect(Object.keys(lists.symptom ?? {}).length).toBeGreaterThanOrEqual(20);
  expect(Object.keys(lists.medicine ?? {}).length).toBeGreaterThanOrEqual(25);
  const used = new Set([...book.entries.values()].flatMap(({ text }) => slotNames(text.en)));
  for (const type of ['number', 'date', ...Object.keys(lists), ...Object.keys(counted)]) {
    expect(used).toContain(type);
  }
});

describe.each(LANGUAGE_CODES)('in %s', (language) => {
  it('every sentence, with every slot value, is written in the letters of its language', () => {
    const strangers = ids.flatMap((id) =>
      renderingsOf(id, language, book).flatMap((text) =>
        strangeWords(text, language).map((word) => `${id}: ${word}`),
      ),
    );
    expect(strangers).toEqual([]);
  });

  it('every sentence is read back as itself: as shown, without punctuation, in every variant', () => {
    const failures = ids.flatMap((id) => misreadings(id, language, book));
    expect(failures).toEqual([]);
  });
});

it('no sentence outside English is left in English', () => {
  const latin = LANGUAGE_CODES.filter((code) => code !== 'en' && LANGUAGES[code].script === 'Latn');
  const same = ids.filter((id) =>
    latin.some((code) => {
      const [fillings = {}] = fillingsOf(id, book);
      const text = renderPhrase({ entryId: id, fillings }, code, book);
      return text === renderPhrase({ entryId: id, fillings }, 'en', book);
    }),
  );
  expect(same).toEqual([]);
});

it('Russian counts agree with their nouns', () => {
  const sentence = (count: number, unit: string) =>
    renderPhrase(
      { entryId: 'followUp.comeBack', fillings: { duration: { kind: 'counted', unit, count } } },
      'ru',
      book,
    );
  expect(sentence(1, 'day')).toBe('Приходите снова через 1 день.');
  expect(sentence(2, 'day')).toBe('Приходите снова через 2 дня.');
  expect(sentence(5, 'day')).toBe('Приходите снова через 5 дней.');
  expect(sentence(21, 'week')).toBe('Приходите снова через 21 неделю.');
  expect(sentence(1.5, 'year')).toBe('Приходите снова через 1,5 года.');
});

describe('a date', () => {
  type Date = { kind: string } & Record<string, unknown>;
  const operation = (date: Date, language: Language) =>
    renderPhrase({ entryId: 'surgery.date', fillings: { date } as never }, language, book);
  const ahead = (count: number): Date => ({ kind: 'ahead', unit: 'day', count });
  const calendar = (month: number, day: number): Date => ({ kind: 'calendar', month, day });

  it('stands in the form that its language needs', () => {
    expect(operation({ kind: 'day', day: 'tuesday' }, 'ru')).toBe('Операция будет во вторник.');
    expect(operation(ahead(21), 'ru')).toBe('Операция будет через 21 день.');
    expect(operation(ahead(5), 'ru')).toBe('Операция будет через 5 дней.');
    expect(operation(ahead(1), 'en')).toBe('The operation will be in 1 day.');
    expect(operation(calendar(3, 5), 'ru')).toBe('Операция будет 5 марта.');
    expect(operation(calendar(3, 5), 'zh-CN')).toBe('手术安排在3月5日。');
    expect(operation(calendar(3, 5), 'kk')).toBe('Операция 5 наурыз күні болады.');
  });

  it('follows vowel harmony', () => {
    expect(operation(calendar(5, 6), 'tk')).toBe('Operasiýa 6-njy maý güni bolar.');
    expect(operation(calendar(5, 7), 'tk')).toBe('Operasiýa 7-nji maý güni bolar.');
    expect(operation(calendar(5, 4), 'mn')).toBe('Мэс засал 5-р сарын 4-ний өдөр болно.');
    expect(operation(calendar(5, 5), 'mn')).toBe('Мэс засал 5-р сарын 5-ны өдөр болно.');
  });

  it('is read in its usual wordings', () => {
    const dateOf = (line: string, language: Language) =>
      exactPhrase(line, language, book)?.fillings.date;
    const march = calendar(3, 5);
    expect(dateOf('The operation will be on the 5th of March', 'en')).toEqual(march);
    expect(dateOf('the operation will be on march five', 'en')).toEqual(march);
    expect(dateOf('the operation will be in a week', 'en')).toEqual({
      ...ahead(1),
      unit: 'week',
    });
    expect(dateOf('手术安排在三月五号', 'zh-CN')).toEqual(march);
    expect(dateOf('手术安排在周五', 'zh-CN')).toEqual({ kind: 'day', day: 'friday' });
    expect(dateOf('Операция будет через двадцать один день', 'ru')).toEqual(ahead(21));
  });

  it.each([
    'on February 30',
    'on March 0',
    'in 1.5 weeks',
    'on March 5 or 6',
    'on Monday or Tuesday',
  ])('is never guessed: %s', (date) => {
    expect(exactPhrase(`The operation will be ${date}.`, 'en', book)).toBeNull();
  });
});

it('reads the spoken test sentences as what they are said to be', () => {
  const file = new URL('../../data/spoken-test-sentences.json', import.meta.url);
  const { sentences } = JSON.parse(readFileSync(file, 'utf8')) as {
    sentences: { spoken: string; entryId: string; fillings: object }[];
  };
  expect(sentences.length).toBeGreaterThanOrEqual(10);
  for (const { spoken, entryId, fillings } of sentences) {
    expect(exactPhrase(spoken, 'en', book)).toMatchObject({ kind: 'exact', entryId, fillings });
  }
});
