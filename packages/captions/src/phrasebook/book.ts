import { readFileSync } from 'node:fs';
import { LANGUAGE_CODES, type Language } from '@silkconsult/protocol';
import type { ReviewState } from '@silkconsult/protocol/wordings';
import type { z } from 'zod';
import type { Tolerance } from './align.ts';
import { checkSlots } from './checkSlots.ts';
import { FaultyWordingError } from './fault.ts';
import { compileGuard, type Guard } from './guard.ts';
import { endingOf, tokenize } from './normalize.ts';
import { type PatternToken, patternOf } from './pattern.ts';
import {
  type MatchingData,
  matchingDataSchema,
  type PhraseEntry,
  phrasebookDataSchema,
  type SlotsData,
  slotsDataSchema,
} from './schema.ts';
import { compileLexicon, type SlotLexicon } from './slots.ts';

/** One accepted wording of one entry, ready to be compared. */
export interface CompiledPattern {
  entryId: string;
  tokens: readonly PatternToken[];
  /** Words that must be in a line before it is worth comparing. */
  content: readonly string[];
  /** Which tokens no near match may touch: numbers, negations and the words of slots. */
  guarded: readonly boolean[];
  question: boolean;
  slotCount: number;
}

interface LanguageIndex {
  lexicon: SlotLexicon;
  tolerance: Tolerance;
  patterns: readonly CompiledPattern[];
  /** Every word of every sentence: another of them is not a misspelling. */
  vocabulary: ReadonlySet<string>;
  guard: Guard;
}

/** A validated, indexed phrasebook. Immutable: load once, share freely. */
export interface Phrasebook {
  version: string;
  entries: ReadonlyMap<string, PhraseEntry>;
  slots: SlotsData;
  review: Readonly<Record<Language, ReviewState>>;
  index: Readonly<Record<Language, LanguageIndex>>;
  tokens(line: string, language: Language): string[];
}

const DATA = new URL('../../data/', import.meta.url);

/**
 * Reads and validates the phrasebook's data files; meant for start-up.
 *
 * @param folder URL of the folder that holds phrasebook.json, slots.json and matching.json; ours by default.
 * @throws Error that names the file, the entry and the language of the first fault.
 */
export function loadPhrasebook(folder: URL = DATA): Phrasebook {
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  return compilePhrasebook({
    phrasebook: read('phrasebook.json'),
    slots: read('slots.json'),
    matching: read('matching.json'),
  });
}

/** The pure part of `loadPhrasebook`. @throws Error as there. */
export function compilePhrasebook(raw: {
  phrasebook: unknown;
  slots: unknown;
  matching: unknown;
}): Phrasebook {
  const slots = parseData(slotsDataSchema, raw.slots, 'slots.json');
  const matching = parseData(matchingDataSchema, raw.matching, 'matching.json');
  const data = parseData(phrasebookDataSchema, raw.phrasebook, 'phrasebook.json');
  const tokens = (line: string, language: Language) => tokenize(line, language, slots.numberWords);

  const entries = new Map<string, PhraseEntry>();
  for (const entry of data.entries) {
    if (entries.has(entry.id)) throw new Error(`phrasebook.json: ${entry.id} is there twice`);
    checkSlots(entry, slots);
    entries.set(entry.id, entry);
  }
  const index = Object.fromEntries(
    LANGUAGE_CODES.map((language) => [language, indexLanguage(language)]),
  ) as Record<Language, LanguageIndex>;
  return { version: data.version, entries, slots, review: data.review, index, tokens };

  function indexLanguage(language: Language): LanguageIndex {
    const lexicon = compileLexicon(slots, language, (line) => tokens(line, language));
    const tolerance = compileTolerance(matching, language, lexicon);
    const guard = compileGuard(matching, language, lexicon);
    const seen = new Map<string, string>();
    const patterns = data.entries.flatMap((entry) =>
      [entry.text[language], ...(entry.variants[language] ?? [])].map((template) => {
        const pattern = compilePattern(entry.id, template, language, tolerance, guard);
        const key = pattern.tokens.map((t) => ('word' in t ? t.word : `{${t.slotType}}`)).join(' ');
        const owner = seen.get(key);
        if (owner) {
          throw new FaultyWordingError(
            'phrasebook.json',
            { code: 'sameAs', entryId: entry.id, language, detail: owner },
            template,
          );
        }
        seen.set(key, entry.id);
        return pattern;
      }),
    );
    const vocabulary = new Set(
      patterns.flatMap((pattern) => pattern.tokens.flatMap((t) => ('word' in t ? [t.word] : []))),
    );
    return { lexicon, tolerance, patterns, vocabulary, guard };
  }

  function compilePattern(
    entryId: string,
    template: string,
    language: Language,
    { light, swaps }: Tolerance,
    guard: Guard,
  ): CompiledPattern {
    const pattern = patternOf(template, (text) => tokens(text, language));
    const words = pattern.flatMap((token) => ('word' in token ? [token.word] : []));
    const swappable = new Set([...swaps].map((pair) => pair.split(' ')[0]));
    return {
      entryId,
      tokens: pattern,
      guarded: guard.guardedOf(pattern.map((token) => ('word' in token ? token.word : ''))),
      content: words.filter((word) => !light.has(word) && !swappable.has(word)),
      question: endingOf(template) === 'question',
      slotCount: pattern.length - words.length,
    };
  }
}

/** @throws Error that names the file and the place of the first fault. */
export function parseData<T extends z.ZodType>(schema: T, raw: unknown, file: string): z.infer<T> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path ?? [];
  const owner = path[0] === 'entries' || path[0] === 'terms' ? idAt(raw, path) : '';
  const detail = `${path.join('.')}: ${issue?.message ?? 'not readable'}`;
  throw new FaultyWordingError(file, { code: 'unreadable', entryId: owner, detail });
}

function idAt(raw: unknown, path: readonly PropertyKey[]): string {
  const [list, at] = path;
  const entries = (raw as Record<PropertyKey, { id?: unknown }[] | undefined>)[list ?? ''];
  const id = typeof at === 'number' ? entries?.[at]?.id : undefined;
  return typeof id === 'string' ? id : '';
}

/** @throws Error when a word is called both light and protected: the two can never be reconciled. */
function compileTolerance(
  matching: MatchingData,
  language: Language,
  lexicon: SlotLexicon,
): Tolerance {
  const negations = new Set(matching.negations[language]);
  const light = new Set(matching.light[language]);
  const pairs = matching.swaps[language];
  for (const word of [...light, ...pairs.flat()]) {
    if (negations.has(word) || lexicon.protectedTokens.has(word)) {
      throw new Error(
        `matching.json: "${word}" (${language}) is a protected word and may not be overlooked`,
      );
    }
  }
  return { light, swaps: new Set(pairs.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`])) };
}
