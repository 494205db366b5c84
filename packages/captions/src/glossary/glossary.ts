import { readFileSync } from 'node:fs';
import type { Language } from '@silkconsult/protocol';
import { reviewStateSchema, termDomainSchema } from '@silkconsult/protocol/wordings';
import { z } from 'zod';
import { parseData } from '../phrasebook/book.ts';
import { tokenize } from '../phrasebook/normalize.ts';
import { dataHeader, somePerLanguage } from '../phrasebook/schema.ts';
import { matcherOf, shapesOf, type WordingKind } from './stems.ts';

const text = z
  .string()
  .trim()
  .regex(/[\p{L}\p{N}]/u);
const lists = somePerLanguage(z.array(text).min(1)).default({});

export const glossaryDataSchema = z.strictObject({
  ...dataHeader,
  terms: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-zA-Z]+$/),
        domain: termDomainSchema,
        /** The shipped terms have all languages; one that was added to them may still miss some. */
        text: somePerLanguage(text).refine(
          (texts) => Object.keys(texts).length >= 2,
          'fewer than two languages',
        ),
        /** Other words for the same; they are found and never shown. */
        synonyms: lists,
        /**
         * Words that mean other things too ("тамақ", throat and food): right in a translation, but
         * not looked for in what is said. May hold the text itself.
         */
        ambiguous: lists,
        /** Beginnings of inflected forms that the language's rule would miss ("сердц-"). */
        stems: lists,
        /** All inflected forms, where a beginning would also fit other words ("рак", "ракета"). */
        forms: lists,
        /** Overrides the file's review state where one term is ahead of or behind its language. */
        review: somePerLanguage(reviewStateSchema).optional(),
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
  translations: Readonly<Partial<Record<Language, string>>>;
}

/** One way to say a term, word by word. */
interface Wording {
  term: GlossaryTerm;
  fits: readonly ((said: string) => boolean)[];
  /** More words first, then more letters. */
  rank: number;
}

/** A validated, indexed glossary. Immutable. */
export interface Glossary {
  version: string;
  terms: ReadonlyMap<string, GlossaryTerm>;
  /** Compiled when a language is first asked for: a room speaks three of the eleven. */
  index(language: Language): LanguageIndex;
}

interface LanguageIndex {
  /** What is looked for in a line, by the first two letters of its first word. */
  lookedFor: ReadonlyMap<string, Wording[]>;
  /** The same with the ambiguous wordings: all that is right for a term in a translation. */
  accepted: ReadonlyMap<string, Wording[]>;
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
  const indexes = new Map<Language, LanguageIndex>();
  return {
    version: data.version,
    terms,
    index: (language) => {
      const known = indexes.get(language) ?? indexTerms(data.terms, language);
      indexes.set(language, known);
      return known;
    },
  };
}

function wordingsOf(term: GlossaryTerm, language: Language) {
  const ambiguous = new Set(term.ambiguous[language]);
  const forms = term.forms[language];
  const text = term.text[language];
  const named = new Set([
    ...(text ? [text] : []),
    ...(term.synonyms[language] ?? []),
    ...ambiguous,
  ]);
  const kinds: [Iterable<string>, WordingKind][] = [
    [named, forms ? 'form' : 'word'],
    [forms ?? [], 'form'],
    [term.stems[language] ?? [], 'stem'],
  ];
  return kinds.flatMap(([wordings, kind]) =>
    [...wordings].map((wording) => ({ wording, kind, ambiguous: ambiguous.has(wording) })),
  );
}

function indexTerms(terms: readonly GlossaryTerm[], language: Language): LanguageIndex {
  const lookedFor = new Map<string, Wording[]>();
  const accepted = new Map<string, Wording[]>();
  const add = (to: Map<string, Wording[]>, key: string, wording: Wording) => {
    const known = to.get(key);
    if (known) known.push(wording);
    else to.set(key, [wording]);
  };
  for (const term of terms) {
    for (const { wording, kind, ambiguous } of wordingsOf(term, language)) {
      const words = wordsOf(wording, language).map(({ word }) => word);
      const entry: Wording = {
        term,
        fits: words.map((word) => matcherOf(word, kind, language)),
        rank: words.length * 1000 + words.join('').length,
      };
      const keys = shapesOf(words[0] ?? '', kind, language).map((shape) => shape.slice(0, 2));
      for (const key of new Set(keys)) {
        add(accepted, key, entry);
        if (!ambiguous) add(lookedFor, key, entry);
      }
    }
  }
  for (const wordings of lookedFor.values()) wordings.sort((a, b) => b.rank - a.rank);
  return { lookedFor, accepted };
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
    const last = found && said[at + found.fits.length - 1];
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
    at += found.fits.length;
  }
  return hits;
}

/**
 * The ids of all terms that a line holds in any form, also within longer terms and by ambiguous
 * words: what a translation is checked against.
 */
export function termsIn(line: string, language: Language, glossary: Glossary): Set<string> {
  const { accepted } = glossary.index(language);
  const said = wordsOf(line, language);
  return new Set(
    said.flatMap(({ word }, at) =>
      (accepted.get(word.slice(0, 2)) ?? [])
        .filter((wording) => isAt(said, at, wording))
        .map(({ term }) => term.id),
    ),
  );
}

function longestAt(
  said: readonly Word[],
  at: number,
  language: Language,
  glossary: Glossary,
): Wording | undefined {
  const key = said[at]?.word.slice(0, 2) ?? '';
  return glossary
    .index(language)
    .lookedFor.get(key)
    ?.find((wording) => isAt(said, at, wording));
}

function isAt(said: readonly Word[], at: number, { fits }: Wording): boolean {
  return fits.every((fit, i) => {
    const word = said[at + i]?.word;
    return word !== undefined && fit(word);
  });
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
