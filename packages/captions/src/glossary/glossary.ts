import { readFileSync } from 'node:fs';
import { LANGUAGE_CODES, type Language } from '@silkconsult/protocol';
import { z } from 'zod';
import { parseData } from '../phrasebook/book.ts';
import { tokenize } from '../phrasebook/normalize.ts';
import { dataHeader, perLanguage } from '../phrasebook/schema.ts';
import { matcherOf } from './stems.ts';

const text = z.string().trim().min(1);
const lists = z.partialRecord(z.enum(LANGUAGE_CODES), z.array(text).min(1)).default({});

const glossaryDataSchema = z.strictObject({
  ...dataHeader,
  terms: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-zA-Z]+$/),
        domain: z.enum(['anatomy', 'disease', 'procedure', 'drug']),
        text: perLanguage(text),
        /** Other words for the same; they are found and never shown. */
        synonyms: lists,
        /** Beginnings of inflected forms that the language's rule would miss ("сердц-"). */
        stems: lists,
        /** All inflected forms, where a beginning would also fit other words ("рак", "ракета"). */
        forms: lists,
      }),
    )
    .min(1),
});
export type GlossaryTerm = z.infer<typeof glossaryDataSchema>['terms'][number];

/** A glossary term found in a line. `start` and `end` count UTF-16 units of the line. */
export interface GlossaryHit {
  termId: string;
  surface: string;
  start: number;
  end: number;
  translations: Readonly<Record<Language, string>>;
}

interface Wording {
  term: GlossaryTerm;
  words: string[];
  fits: (said: string, word: string) => boolean;
}

/** A validated, indexed glossary. Immutable. */
export interface Glossary {
  version: string;
  terms: ReadonlyMap<string, GlossaryTerm>;
  /** Wordings by the first letter of their first word. */
  index: Readonly<Record<Language, ReadonlyMap<string, Wording[]>>>;
}

/**
 * Reads and validates glossary.json; meant for start-up.
 *
 * @throws Error that names the file, the term and the language of the first fault.
 */
export function loadGlossary(
  file: URL = new URL('../../data/glossary.json', import.meta.url),
): Glossary {
  return compileGlossary(JSON.parse(readFileSync(file, 'utf8')));
}

/** The pure part of `loadGlossary`. @throws Error as there. */
export function compileGlossary(raw: unknown): Glossary {
  const data = parseData(glossaryDataSchema, raw, 'glossary.json');
  const terms = new Map<string, GlossaryTerm>();
  for (const term of data.terms) {
    if (terms.has(term.id)) throw new Error(`glossary.json: ${term.id} is there twice`);
    terms.set(term.id, term);
  }
  const index = Object.fromEntries(
    LANGUAGE_CODES.map((language) => [language, indexTerms(data.terms, language)]),
  ) as Record<Language, Map<string, Wording[]>>;
  return { version: data.version, terms, index };
}

function indexTerms(terms: readonly GlossaryTerm[], language: Language): Map<string, Wording[]> {
  const index = new Map<string, Wording[]>();
  for (const term of terms) {
    const forms = term.forms[language];
    const named = [term.text[language], ...(term.synonyms[language] ?? [])];
    const wordings = [
      ...named.map((wording) => [wording, forms ? 'form' : 'word'] as const),
      ...(forms ?? []).map((wording) => [wording, 'form'] as const),
      ...(term.stems[language] ?? []).map((wording) => [wording, 'stem'] as const),
    ];
    for (const [wording, kind] of wordings) {
      const words = wordsOf(wording, language).map(({ word }) => word);
      const letter = words[0]?.[0];
      if (!letter) throw new Error(`glossary.json: ${term.id} in ${language} has no letters`);
      const entry = { term, words, fits: matcherOf(kind, language) };
      const known = index.get(letter);
      if (known) known.push(entry);
      else index.set(letter, [entry]);
    }
  }
  return index;
}

/**
 * The glossary terms in a line, in order; where terms overlap the longer one counts ("liver
 * transplant", not "liver").
 *
 * @example findTerms('туберкулёзом', 'ru', glossary)[0]?.translations['zh-CN'] // '结核病'
 */
export function findTerms(line: string, language: Language, glossary: Glossary): GlossaryHit[] {
  const said = wordsOf(line, language);
  const hits: GlossaryHit[] = [];
  for (let at = 0; at < said.length; ) {
    const found = longestAt(said, at, language, glossary);
    const first = said[at];
    const last = found && said[at + found.words.length - 1];
    if (!found || !first || !last) {
      at += 1;
      continue;
    }
    hits.push({
      termId: found.term.id,
      surface: line.slice(first.start, last.end),
      start: first.start,
      end: last.end,
      translations: found.term.text,
    });
    at += found.words.length;
  }
  return hits;
}

function longestAt(
  said: readonly Word[],
  at: number,
  language: Language,
  { index }: Glossary,
): Wording | undefined {
  let best: Wording | undefined;
  for (const wording of index[language].get(said[at]?.word[0] ?? '') ?? []) {
    const { words, fits } = wording;
    if (best && rank(wording) <= rank(best)) continue;
    const found = words.every((word, i) => {
      const here = said[at + i]?.word;
      return here !== undefined && fits(here, word);
    });
    if (found) best = wording;
  }
  return best;
}

/** More words first, then more letters. */
function rank({ words }: Wording): number {
  return words.length * 1000 + words.join('').length;
}

interface Word {
  word: string;
  start: number;
  end: number;
}

/** The words of a line, normalised, with their places in it; each Chinese character is a word. */
function wordsOf(line: string, language: Language): Word[] {
  return [
    ...line.matchAll(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}'’ʻʼ])+/gu),
  ].flatMap((found) =>
    tokenize(found[0], language, {}).map((word) => ({
      word,
      start: found.index,
      end: found.index + found[0].length,
    })),
  );
}
