import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LANGUAGE_CODES, LANGUAGES, type Language } from '@silkconsult/protocol';
import { loadPhrasebook } from './book.ts';
import { fillingsOf } from './fillings.ts';
import { matchPhrase } from './match.ts';
import { renderPhrase, renderTemplate } from './render.ts';

const book = loadPhrasebook();
const ids = [...book.entries.keys()];

/** The letters a language is written with; a look-alike from a neighbour's alphabet is a fault. */
const LETTERS: Record<Language, RegExp> = {
  'zh-CN': /^[\p{Script=Han}]+$/u,
  ug: /^[ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي]+$/u,
  kk: /^[а-яёәғқңөұүһі]+$/u,
  ky: /^[а-яёңөү]+$/u,
  tg: /^[абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя]+$/u,
  uz: /^[a-zʻʼ]+$/u,
  tk: /^[abçdeäfghijžklmnňoöprsştuüwyýz]+$/u,
  mn: /^[а-яёөү]+$/u,
  ru: /^[а-яё]+$/u,
  ur: /^[اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوؤہھءیئے\u064b]+$/u,
  en: /^[a-z]+$/u,
};

function everySentence(language: Language): { id: string; text: string }[] {
  return ids.flatMap((id) =>
    fillingsOf(id, book).map((slots) => ({
      id,
      text: renderPhrase({ entryId: id, slots }, language, book),
    })),
  );
}

it('holds at least 90 sentences, 25 body parts and 20 symptoms', () => {
  expect(ids.length).toBeGreaterThanOrEqual(90);
  expect(Object.keys(book.slots.lists.bodyPart ?? {}).length).toBeGreaterThanOrEqual(25);
  expect(Object.keys(book.slots.lists.symptom ?? {}).length).toBeGreaterThanOrEqual(20);
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
      fillingsOf(id, book).flatMap((slots) => {
        const text = renderPhrase({ entryId: id, slots }, language, book);
        const match = matchPhrase(text, language, book);
        const same =
          match?.entryId === id &&
          match.kind === 'exact' &&
          JSON.stringify(sorted(match.slots)) === JSON.stringify(sorted(slots));
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
      return matchPhrase(bare, language, book)?.entryId !== id;
    });
    expect(failures).toEqual([]);
  });

  it('every variant is read as its entry', () => {
    const failures = [...book.entries.values()].flatMap((entry) =>
      (entry.variants[language] ?? []).flatMap((variant) =>
        fillingsOf(entry.id, book)
          .map((slots) => renderTemplate(variant, slots, language, book))
          .filter((text) => matchPhrase(text, language, book)?.entryId !== entry.id),
      ),
    );
    expect(failures).toEqual([]);
  });
});

it('no sentence outside English is left in English', () => {
  const latin = LANGUAGE_CODES.filter((code) => code !== 'en' && LANGUAGES[code].script === 'Latn');
  const same = ids.filter((id) =>
    latin.some((code) => {
      const [slots = {}] = fillingsOf(id, book);
      const text = renderPhrase({ entryId: id, slots }, code, book);
      return text === renderPhrase({ entryId: id, slots }, 'en', book);
    }),
  );
  expect(same).toEqual([]);
});

it('Russian counts agree with their nouns', () => {
  const sentence = (count: number, unit: string) =>
    renderPhrase(
      { entryId: 'followUp.comeBack', slots: { duration: { kind: 'counted', unit, count } } },
      'ru',
      book,
    );
  expect(sentence(1, 'day')).toBe('Приходите снова через 1 день.');
  expect(sentence(2, 'day')).toBe('Приходите снова через 2 дня.');
  expect(sentence(5, 'day')).toBe('Приходите снова через 5 дней.');
  expect(sentence(21, 'week')).toBe('Приходите снова через 21 неделю.');
  expect(sentence(1.5, 'year')).toBe('Приходите снова через 1,5 года.');
});

it('reads the spoken test sentences as what they are said to be', () => {
  const file = new URL('../../data/spoken-test-sentences.json', import.meta.url);
  const { sentences } = JSON.parse(readFileSync(file, 'utf8')) as {
    sentences: { spoken: string; entryId: string; slots: object }[];
  };
  expect(sentences.length).toBeGreaterThanOrEqual(10);
  for (const { spoken, entryId, slots } of sentences) {
    expect(matchPhrase(spoken, 'en', book)).toMatchObject({ kind: 'exact', entryId, slots });
  }
});

function sorted(slots: object): unknown {
  return Object.fromEntries(Object.entries(slots).sort(([a], [b]) => a.localeCompare(b)));
}
