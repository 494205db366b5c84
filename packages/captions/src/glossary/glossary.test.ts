import { describe, expect, it } from '@jest/globals';
import { LANGUAGE_CODES, type Language } from '@silkconsult/protocol';
import { compileGlossary, findTerms, loadGlossary, termsIn } from './glossary.ts';

const glossary = loadGlossary();
const found = (line: string, language: Language) =>
  findTerms(line, language, glossary).map(({ termId, surface }) => [termId, surface]);

/** How a word of each language is written; drug names and signs may bring Latin letters and digits. */
const SCRIPTS: Record<Language, RegExp> = {
  'zh-CN': /^[\p{Script=Han}A-Z0-9-]+$/u,
  ug: /^[ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي BD0-9-]+$/u,
  kk: /^[а-яёәғқңөұүһі BCD0-9-]+$/iu,
  ky: /^[а-яёңөү BCD0-9-]+$/iu,
  tg: /^[а-яёғӣқӯҳҷ BC0-9-]+$/iu,
  uz: /^[a-zʻʼ 0-9-]+$/iu,
  tk: /^[a-zçäňöşüýž 0-9-]+$/iu,
  mn: /^[а-яёөү BC0-9/-]+$/iu,
  ru: /^[а-яё ,BCD0-9/-]+$/iu,
  ur: /^[اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوؤہھءیئے 0-9]+$/u,
  en: /^[a-z0-9' -]+$/iu,
};

const wordings = (language: Language) =>
  [...glossary.terms.values()].flatMap(({ id, text, synonyms, ambiguous }) => {
    const named = [text[language], ...(synonyms[language] ?? [])];
    return named.map((wording) => ({
      id,
      wording,
      lookedFor: !ambiguous[language]?.includes(wording),
    }));
  });

it('holds at least 520 terms of every domain', () => {
  expect(glossary.terms.size).toBeGreaterThanOrEqual(520);
  const count = (domain: string) =>
    [...glossary.terms.values()].filter((term) => term.domain === domain).length;
  expect(count('drug')).toBeGreaterThanOrEqual(150);
  for (const domain of ['anatomy', 'symptom', 'disease', 'procedure', 'unit', 'traditional']) {
    expect(count(domain)).toBeGreaterThanOrEqual(20);
  }
});

describe.each(LANGUAGE_CODES)('%s', (language) => {
  it('is written in its own script', () => {
    const strangers = wordings(language).filter(({ wording }) => !SCRIPTS[language].test(wording));
    expect(strangers).toEqual([]);
  });

  it('has no wording for two terms', () => {
    const owners = new Map<string, string>();
    const twice = wordings(language).filter(({ id, wording }) => {
      const key = wording.toLowerCase();
      const owner = owners.get(key);
      owners.set(key, id);
      return owner !== undefined;
    });
    expect(twice).toEqual([]);
  });

  it('finds every term and synonym as itself, unless it is called ambiguous', () => {
    const missed = wordings(language)
      .filter(({ lookedFor }) => lookedFor)
      .filter(({ id, wording }) => {
        const [hit, ...more] = findTerms(wording, language, glossary);
        return hit?.termId !== id || hit.surface !== wording || more.length > 0;
      });
    expect(missed).toEqual([]);
  });

  it('accepts every wording of a term in a translation', () => {
    const missed = wordings(language).filter(
      ({ id, wording }) => !termsIn(`— ${wording}.`, language, glossary).has(id),
    );
    expect(missed).toEqual([]);
  });
});

describe('inflected forms', () => {
  it.each<[Language, string, string[][]]>([
    [
      'ru',
      'Он болел туберкулёзом лёгких',
      [
        ['tuberculosis', 'туберкулёзом'],
        ['lung', 'лёгких'],
      ],
    ],
    ['ru', 'пересадку печени сделали', [['liverTransplant', 'пересадку печени']]],
    [
      'kk',
      'Бауырында эхинококкоз бар',
      [
        ['liver', 'Бауырында'],
        ['echinococcosis', 'эхинококкоз'],
      ],
    ],
    ['ky', 'жүрөгүм ооруйт', [['heart', 'жүрөгүм']]],
    ['ug', 'جىگىرىم ئاغرىيدۇ', [['liver', 'جىگىرىم']]],
    [
      'uz',
      'yuragim ogʻriyapti, insulinni oldim',
      [
        ['heart', 'yuragim'],
        ['insulin', 'insulinni'],
      ],
    ],
    ['mn', 'элэгний хатуурал', [['cirrhosis', 'элэгний хатуурал']]],
    [
      'en',
      "the patient's kidneys and two kidney stones",
      [
        ['kidney', 'kidneys'],
        ['kidneyStone', 'kidney stones'],
      ],
    ],
    [
      'zh-CN',
      '他有肝包虫病，需要肝移植',
      [
        ['liver', '肝'],
        ['echinococcosis', '包虫病'],
        ['liverTransplant', '肝移植'],
      ],
    ],
    [
      'kk',
      'антибиотигіңізді және 5 мг амлодипинді ішіңіз, тізеңіз ісінсе айтыңыз',
      [
        ['antibiotic', 'антибиотигіңізді'],
        ['milligram', 'мг'],
        ['amlodipine', 'амлодипинді'],
        ['knee', 'тізеңіз'],
      ],
    ],
    [
      'ky',
      'оозуңузду ачыңыз, боорго биопсия жасайбыз',
      [
        ['mouth', 'оозуңузду'],
        ['liver', 'боорго'],
        ['biopsy', 'биопсия'],
      ],
    ],
    [
      'ug',
      'بېشىڭىز ئاغرىمدۇ؟ ئاغزىڭىزنى ئېچىڭ، مېتفورمىننى ئىچىڭ',
      [
        ['head', 'بېشىڭىز'],
        ['mouth', 'ئاغزىڭىزنى'],
        ['metformin', 'مېتفورمىننى'],
      ],
    ],
    [
      'tk',
      'bagryňyzda kista bar, böwregiňiz sagdyn',
      [
        ['liver', 'bagryňyzda'],
        ['cyst', 'kista'],
        ['kidney', 'böwregiňiz'],
      ],
    ],
    [
      'tg',
      'гурдаҳоятон солиманд, дандонатонро нишон диҳед',
      [
        ['kidney', 'гурдаҳоятон'],
        ['tooth', 'дандонатонро'],
      ],
    ],
    [
      'mn',
      'мухар олгойн үрэвслийн дараа ходоодонд өвдөлт гарлаа',
      [
        ['appendicitis', 'мухар олгойн үрэвслийн'],
        ['stomach', 'ходоодонд'],
        ['pain', 'өвдөлт'],
      ],
    ],
    [
      'ur',
      'گھٹنے میں سوجن ہے اور دونوں کندھوں میں درد',
      [
        ['knee', 'گھٹنے'],
        ['swelling', 'سوجن'],
        ['shoulder', 'کندھوں'],
        ['pain', 'درد'],
      ],
    ],
    ['ur', 'گردے کی پتھری', [['kidneyStone', 'گردے کی پتھری']]],
  ])('%s: %s', (language, line, expected) => {
    expect(found(line, language)).toEqual(expected);
  });
});

it('gives the term in every caption language', () => {
  const [hit] = findTerms('We suspect tuberculosis.', 'en', glossary);
  expect(hit?.translations['zh-CN']).toBe('结核病');
  expect(Object.keys(hit?.translations ?? {}).sort()).toEqual([...LANGUAGE_CODES].sort());
});

it('finds no term in a word that only begins like one', () => {
  expect(found('Hello, how are you today?', 'en')).toEqual([]);
  expect(found('миллион', 'kk')).toEqual([]);
  expect(found('ракета, костюм, кисть, печенье', 'ru')).toEqual([]);
  expect(found('бауырсақ', 'kk')).toEqual([]);
  expect(found('тархах', 'mn')).toEqual([]);
  expect(found('a livery and a bony donkey', 'en')).toEqual([]);
  expect(found('', 'ug')).toEqual([]);
});

it('knows a term in a translation by every form, also within a longer term', () => {
  expect(termsIn('Нужна пересадка почки.', 'ru', glossary).has('kidney')).toBe(true);
  expect(termsIn('Нужна операция.', 'ru', glossary).has('kidney')).toBe(false);
});

it('does not look for a word that also means something else, but accepts it', () => {
  expect(found('тамақ іштіңіз бе?', 'kk')).toEqual([]);
  expect(termsIn('Тамағыңыз ауыра ма?', 'kk', glossary).has('throat')).toBe(true);
});

it('reads a line of 30 words in a millisecond', () => {
  const line = 'После пересадки почки принимайте такролимус по 5 мг два раза в день утром '.repeat(
    3,
  );
  expect(line.trim().split(' ').length).toBeGreaterThanOrEqual(30);
  const times = Array.from({ length: 200 }, () => {
    const start = performance.now();
    findTerms(line, 'ru', glossary);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  // The median: a busy machine may interrupt single calls.
  expect(times[100]).toBeLessThan(1);
});

it('says which term is at fault when the file is broken', () => {
  const [term] = glossary.terms.values();
  const review = Object.fromEntries(LANGUAGE_CODES.map((code) => [code, 'native']));
  const broken = { ...term, text: { ...term?.text, ug: '' } };
  expect(() => compileGlossary({ version: '1', owner: 'us', review, terms: [broken] })).toThrow(
    /heart.*text\.ug/,
  );
});
