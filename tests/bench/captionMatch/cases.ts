import { readFileSync } from 'node:fs';
import type { Language } from '@silkconsult/protocol';
import { fillingsOf } from '../../../packages/captions/src/phrasebook/fillings.ts';
import type { Phrasebook } from '../../../packages/captions/src/phrasebook/index.ts';
import { renderPhrase } from '../../../packages/captions/src/phrasebook/index.ts';
import type { Fillings } from './fillings.ts';
import { MISHEARD } from './misheard.ts';
import { OUTSIDE } from './outside.ts';
import { PARAPHRASES } from './paraphrases.ts';

/** A line, and what its speaker means by it. */
export interface Case {
  kind: 'misheard' | 'paraphrase' | 'outside' | 'hazard';
  language: Language;
  line: string;
  /** Null where the book has no such sentence: then nothing may be shown. */
  meant: { entryId: string; fillings: Fillings } | null;
}

const TOTAL = 1000;
const HAZARDS = 210;
/** Three ways of writing (with and without cases), and the script that runs the other way. */
const SPOKEN: readonly Language[] = ['en', 'ru', 'zh-CN', 'kk', 'ug', 'uz', 'ur'];

/** A medicine that the book does not list. */
const UNKNOWN_MEDICINE: Partial<Record<Language, string>> = {
  en: 'clindamycin',
  ru: 'клиндамицин',
  'zh-CN': '克林霉素',
  kk: 'клиндамицин',
  ug: 'كلىندامىتسىن',
  uz: 'klindamitsin',
  ur: 'کلنڈامائسن',
};

const MATCHING = new URL('../../../packages/captions/data/matching.json', import.meta.url);
const NEGATIONS: Record<Language, string[]> = JSON.parse(readFileSync(MATCHING, 'utf8')).negations;

/** The same thousand lines for the same book and seed. */
export function makeCases(book: Phrasebook, seed: number): Case[] {
  const random = seeded(seed);
  const cases = [...writtenCases(), ...hazards(book, random, HAZARDS)];
  while (cases.length < TOTAL) cases.push(misheard(book, random));
  return cases;
}

function writtenCases(): Case[] {
  const lines = <T>(of: Partial<Record<Language, readonly T[]>>) =>
    (Object.keys(of) as Language[]).flatMap((language) =>
      (of[language] ?? []).map((written) => ({ language, written })),
    );
  return [
    ...lines(PARAPHRASES).map(
      ({ language, written: [line, entryId, fillings = {}] }): Case => ({
        kind: 'paraphrase',
        ...{ language, line, meant: entryId === null ? null : { entryId, fillings } },
      }),
    ),
    ...lines(OUTSIDE).map(
      ({ language, written }): Case => ({
        kind: 'outside',
        ...{ language, line: written, meant: null },
      }),
    ),
  ];
}

/** A sentence of the book as a speech engine may write it. */
function misheard(book: Phrasebook, random: () => number): Case {
  const said = sentence(book, random);
  const words = bareWords(said.text, said.language);
  const damage = pick(DAMAGES, random);
  const line = damage(words, said.language, random, book).join(joint(said.language));
  return { kind: 'misheard', language: said.language, line, meant: said.meant };
}

type Damage = (
  words: string[],
  language: Language,
  random: () => number,
  book: Phrasebook,
) => string[];

const DAMAGES: readonly Damage[] = [
  (words) => words,
  // Words that people add.
  (words, language, random, book) => {
    const light = pick([...book.index[language].tolerance.light], random);
    return words.toSpliced(Math.floor(random() * (words.length + 1)), 0, light);
  },
  function drop(words, _language, random) {
    return words.toSpliced(Math.floor(random() * words.length), 1);
  },
  function swap(words, _language, random) {
    const at = Math.floor(random() * (words.length - 1));
    return words.toSpliced(at, 2, words[at + 1] ?? '', words[at] ?? '');
  },
  function homophone(words, language, random) {
    const known = MISHEARD[language] ?? {};
    const places = [...words.keys()].filter((at) => Object.hasOwn(known, words[at] ?? ''));
    if (places.length === 0) return misspell(words, language, random);
    const at = pick(places, random);
    return words.toSpliced(at, 1, known[words[at] ?? ''] ?? '');
  },
  misspell,
];

/** One letter of one word is missing, doubled or another one of the same word. */
function misspell(words: string[], _language: Language, random: () => number): string[] {
  const places = [...words.keys()].filter((at) => /^\p{L}{3,}$/u.test(words[at] ?? ''));
  if (places.length === 0) return words;
  const at = pick(places, random);
  const letters = [...(words[at] ?? '')];
  const place = 1 + Math.floor(random() * (letters.length - 1));
  const letter = letters[place] ?? '';
  const instead = pick([[], [letter, letter], [pick(letters, random)]], random);
  return words.toSpliced(at, 1, letters.toSpliced(place, 1, ...instead).join(''));
}

/** Sentences of the book in which the one thing that matters is another. */
function hazards(book: Phrasebook, random: () => number, count: number): Case[] {
  const cases: Case[] = [];
  while (cases.length < count) {
    const said = sentence(book, random);
    const { language } = said;
    const words = bareWords(said.text, language);
    const edited = hazardOf(words, said, random, book);
    if (!edited) continue;
    const line = edited.join(joint(language));
    // It may have become another sentence of the book; then that is what was said.
    cases.push({
      kind: 'hazard',
      language,
      line,
      meant: dictionaryOf(language, book).get(line) ?? null,
    });
  }
  return cases;
}

function hazardOf(
  words: string[],
  { language, meant }: ReturnType<typeof sentence>,
  random: () => number,
  book: Phrasebook,
): string[] | undefined {
  const instead = (wording: string, others: readonly string[]) => {
    const old = bareWords(wording, language);
    const at = words.findIndex((_, from) => old.every((word, i) => words[from + i] === word));
    return at < 0 ? undefined : words.toSpliced(at, old.length, ...others);
  };
  const { medicine, side } = meant.fillings;
  if (medicine?.kind === 'listed') {
    const known = book.slots.lists.medicine?.[medicine.key]?.[language].text ?? '';
    return instead(known, bareWords(UNKNOWN_MEDICINE[language] ?? '', language));
  }
  if (side?.kind === 'listed') {
    const { left, right } = book.slots.lists.side ?? {};
    const both = [left, right].map((each) => each?.[language].text ?? '');
    return instead(side.key === 'left' ? (both[0] ?? '') : (both[1] ?? ''), both);
  }
  const negations = NEGATIONS[language];
  const negated = words.findIndex((word) => negations.includes(word));
  if (negated >= 0) return words.toSpliced(negated, 1);
  const numbers = [...words.keys()].filter((at) => /^\d+$/.test(words[at] ?? ''));
  if (numbers.length > 0) {
    const at = pick(numbers, random);
    const number = words[at] ?? '';
    const unclear = [`${number} / 3`, `-${number}`, `${number},000`, `1 ${number}`];
    return words.toSpliced(at, 1, pick(unclear, random));
  }
  return words.toSpliced(Math.floor(random() * (words.length + 1)), 0, pick(negations, random));
}

/** Every wording of the book with its slots filled, by its bare words. */
const dictionaries = new Map<Language, Map<string, NonNullable<Case['meant']>>>();

export function dictionaryOf(language: Language, book: Phrasebook) {
  let dictionary = dictionaries.get(language);
  if (!dictionary) {
    dictionary = new Map();
    for (const entryId of book.entries.keys()) {
      for (const fillings of fillingsOf(entryId, book)) {
        const text = renderPhrase({ entryId, fillings }, language, book);
        dictionary.set(bareWords(text, language).join(joint(language)), { entryId, fillings });
      }
    }
    dictionaries.set(language, dictionary);
  }
  return dictionary;
}

function sentence(book: Phrasebook, random: () => number) {
  const language = pick(SPOKEN, random);
  const entryId = pick([...book.entries.keys()], random);
  const fillings = pick(fillingsOf(entryId, book), random);
  const text = renderPhrase({ entryId, fillings }, language, book);
  return { language, text, meant: { entryId, fillings } };
}

/** As a speech engine gives a line: lower case, no punctuation. Chinese by its characters. */
export function bareWords(text: string, language: Language): string[] {
  const words = text.toLowerCase().match(/\d+(?:[.,]\d+)*|[\p{L}\p{M}ʻ'’]+/gu) ?? [];
  return language === 'zh-CN' ? words.flatMap((w) => (/^\d/.test(w) ? [w] : [...w])) : words;
}

const joint = (language: Language) => (language === 'zh-CN' ? '' : ' ');

function pick<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)] as T;
}

/** A small seeded generator (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
