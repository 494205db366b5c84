import { describe, expect, it } from '@jest/globals';
import { LANGUAGE_CODES, type Language } from '@silkconsult/protocol';
import { faultOf, readShipped } from '../wordings/index.ts';
import { compileGlossary, findTerms, loadGlossary, termsIn } from './glossary.ts';

const shipped = readShipped();
const glossary = loadGlossary();
const found = (line: string, language: Language) =>
  findTerms(line, language, glossary).map(({ termId, surface }) => [termId, surface]);

it('holds at least 520 terms of every domain', () => {
  expect(glossary.terms.size).toBeGreaterThanOrEqual(520);
  const count = (domain: string) =>
    [...glossary.terms.values()].filter((term) => term.domain === domain).length;
  expect(count('drug')).toBeGreaterThanOrEqual(150);
  for (const domain of ['anatomy', 'symptom', 'disease', 'procedure', 'unit', 'traditional']) {
    expect(count(domain)).toBeGreaterThanOrEqual(20);
  }
});

it.each(LANGUAGE_CODES)(
  'has every term in %s, in its own script, found as itself and as no other',
  (language) => {
    const missing = [...glossary.terms.values()].filter(({ text }) => !text[language]);
    expect(missing).toEqual([]);
    expect(faultOf('term', shipped, language)).toBeUndefined();
  },
);

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
