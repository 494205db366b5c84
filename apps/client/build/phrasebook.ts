import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Language } from '@silkconsult/protocol';
import type { Plugin } from 'vite';
import type { PhraseSheet } from '../src/features/phrases/sheet.ts';

type PerLanguage<Value> = Record<Language, Value>;
type Word = string | { text: string };
type Plurals = Record<string, string>;

interface Book {
  version: string;
  review: PerLanguage<string>;
  entries: {
    id: string;
    topic: string;
    text: PerLanguage<string>;
    variants?: Partial<PerLanguage<string[]>>;
    review?: Partial<PerLanguage<string>>;
  }[];
}

interface Slots {
  lists: Record<string, Record<string, PerLanguage<Word>>>;
  counted: Record<string, Record<string, PerLanguage<{ plural: Plurals }>>>;
  dates: PerLanguage<{
    days: Record<string, Word>;
    ahead: Record<string, { plural: Plurals }>;
  }>;
}

const PREFIX = 'virtual:phrases/';
const DATA = new URL('../../../packages/captions/data/', import.meta.url);

/** `virtual:phrases/ru`: the phrasebook in one language, a file of its own for the phrase panel. */
export function phrasebook(): Plugin {
  return {
    name: 'phrasebook',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      for (const name of ['phrasebook.json', 'slots.json']) {
        this.addWatchFile(fileURLToPath(new URL(name, DATA)));
      }
      const sheet = phraseSheet(id.slice(PREFIX.length + 1) as Language);
      return `export default ${JSON.stringify(sheet)};`;
    },
  };
}

/** What the panel shows in a language. The captions host has the whole book and has the last word. */
export function phraseSheet(language: Language): PhraseSheet {
  const book = read<Book>('phrasebook.json');
  const slots = read<Slots>('slots.json');
  const dates = slots.dates[language];
  return {
    language,
    version: book.version,
    phrases: book.entries.map(({ id, topic, text, variants, review }) => ({
      ...{ id, topic, text: text[language], variants: variants?.[language] ?? [] },
      reviewed: (review?.[language] ?? book.review[language]) !== 'machine-drafted',
    })),
    lists: mapValues(slots.lists, (values) => mapValues(values, (word) => plain(word[language]))),
    counted: mapValues(slots.counted, (units) => mapValues(units, (unit) => unit[language].plural)),
    days: mapValues(dates.days, plain),
    ahead: mapValues(dates.ahead, ({ plural }) => plural),
  };
}

const plain = (word: Word) => (typeof word === 'string' ? word : word.text);

function read<Data>(name: string): Data {
  return JSON.parse(readFileSync(new URL(name, DATA), 'utf8')) as Data;
}

function mapValues<From, To>(of: Record<string, From>, map: (value: From) => To) {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, map(value)]));
}
