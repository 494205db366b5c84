import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LANGUAGE_CODES, LANGUAGES, type Language } from '@silkconsult/protocol';
import { loadPhrasebook } from './book.ts';
import { fillingsOf } from './fillings.ts';
import { exactPhrase } from './match.ts';
import { slotNames } from './pattern.ts';
import { renderPhrase, renderTemplate } from './render.ts';

const book = loadPhrasebook();
const ids = [...book.entries.keys()];

/** The letters a language is written with; a look-alike from a neighbour's alphabet is a fault. */
const LETTERS: Record<Language, RegExp> = {
  // Doctors and patients say and write "CT".
  'zh-CN': /^(?:\p{Script=Han}|ct)+$/u,
  ug: /^[ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي]+$/u,
  kk: /^[а-яёәғқңөұүһі]+$/u,
  ky: /^[а-яёңөү]+$/u,
  tg: /^[абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя]+$/u,
  uz: /^[a-zʻʼ]+$/u,
  // "C gepatiti" keeps the international letter.
  tk: /^(?:[abçdeäfghijžklmnňoöprsştuüwyýz]+|c)$/u,
  mn: /^[а-яёөү]+$/u,
  ru: /^[а-яё]+$/u,
  ur: /^[اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوؤہھءیئے\u064b]+$/u,
  en: /^[a-z]+$/u,
};

function everySentence(language: Language): { id: string; text: string }[] {
  return ids.flatMap((id) =>
    fillingsOf(id, book).map((fillings) => ({
      id,
      text: renderPhrase({ entryId: id, fillings }, language, book),
    })),
  );
}

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
    const strangers = everySentence(language).flatMap(({ id, text }) =>
      (
        text
          .normalize('NFC')
          .toLowerCase()
          .match(/[\p{L}\p{M}]+/gu) ?? []
      )
        .filter((word) => !LETTERS[language].test(word))
        .map((word) => `${id}: ${word}`),
    );
    expect(strangers).toEqual([]);
  });

  it('every rendered sentence is read back as itself with the same slots', () => {
    const failures = ids.flatMap((id) =>
      fillingsOf(id, book).flatMap((fillings) => {
        const text = renderPhrase({ entryId: id, fillings }, language, book);
        const match = exactPhrase(text, language, book);
        const same =
          match?.entryId === id &&
          match.kind === 'exact' &&
          JSON.stringify(sorted(match.fillings)) === JSON.stringify(sorted(fillings));
        return same ? [] : [`${id}: ${text} → ${JSON.stringify(match)}`];
      }),
    );
    expect(failures).toEqual([]);
  });

  it('every sentence is also read without punctuation and capitals, as a speech engine gives it', () => {
    const failures = everySentence(language).filter(({ id, text }) => {
      const bare = text
        .toLowerCase()
        .replace(/(?<!\d)[.,!?:،؟۔。，？]|[.,!?:،؟۔。，？](?!\d)/gu, '');
      return exactPhrase(bare, language, book)?.entryId !== id;
    });
    expect(failures).toEqual([]);
  });

  it('every variant is read as its entry', () => {
    const failures = [...book.entries.values()].flatMap((entry) =>
      (entry.variants[language] ?? []).flatMap((variant) =>
        fillingsOf(entry.id, book)
          .map((fillings) => renderTemplate(variant, fillings, language, book))
          .filter((text) => exactPhrase(text, language, book)?.entryId !== entry.id),
      ),
    );
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

function sorted(fillings: object): unknown {
  return Object.fromEntries(Object.entries(fillings).sort(([a], [b]) => a.localeCompare(b)));
}
