import { describe, expect, it } from '@jest/globals';
import { LANGUAGE_CODES, LANGUAGES, type Language } from '@silkconsult/protocol';
import { compileGlossary, findTerms, loadGlossary } from './glossary.ts';

const glossary = loadGlossary();
const found = (line: string, language: Language) =>
  findTerms(line, language, glossary).map(({ termId, surface }) => [termId, surface]);

it('holds at least 60 terms, each in every language and its script', () => {
  expect(glossary.terms.size).toBeGreaterThanOrEqual(60);
  for (const { id, text } of glossary.terms.values()) {
    for (const language of LANGUAGE_CODES) {
      const script = {
        Hani: /\p{Script=Han}/u,
        Arab: /\p{Script=Arab}/u,
        Cyrl: /\p{Script=Cyrl}/u,
        Latn: /\p{Script=Latn}/u,
      };
      expect([id, language, text[language]]).toEqual([
        id,
        language,
        expect.stringMatching(script[LANGUAGES[language].script]),
      ]);
    }
  }
});

it.each(LANGUAGE_CODES)('finds every term and synonym of %s as itself', (language) => {
  const missed = [...glossary.terms.values()].flatMap((term) =>
    [term.text[language], ...(term.synonyms[language] ?? [])].filter((wording) => {
      const [hit, ...more] = findTerms(wording, language, glossary);
      return hit?.termId !== term.id || hit.surface !== wording || more.length > 0;
    }),
  );
  expect(missed).toEqual([]);
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

it('says which term is at fault when the file is broken', () => {
  const [term] = glossary.terms.values();
  const review = Object.fromEntries(LANGUAGE_CODES.map((code) => [code, 'native']));
  const broken = { ...term, text: { ...term?.text, ug: '' } };
  expect(() => compileGlossary({ version: '1', owner: 'us', review, terms: [broken] })).toThrow(
    /heart.*text\.ug/,
  );
});
