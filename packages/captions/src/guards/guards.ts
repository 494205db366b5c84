import { readFileSync } from 'node:fs';
import { LANGUAGE_CODES, type Language } from '@silkconsult/protocol';
import type { Glossary } from '../glossary/index.ts';
import { parseData } from '../phrasebook/book.ts';
import type { NegationRules } from './negation.ts';
import { compileNumbers } from './numerals.ts';
import { wholeWords } from './plain.ts';
import { type QuantityRules, unitWords } from './quantities.ts';
import { type GuardsData, guardsDataSchema } from './schema.ts';
import type { SideRules } from './sides.ts';

/** What the guards know of one language. */
export interface LanguageRules {
  quantities: QuantityRules;
  rates: ReadonlyMap<string, RegExp>;
  sides: SideRules;
  negation: NegationRules;
  ownLetters: RegExp;
  length: number;
}

/** The guards' data, validated and compiled. Immutable. */
export interface Guards {
  version: string;
  glossary: Glossary;
  rules: Readonly<Record<Language, LanguageRules>>;
}

/**
 * Reads and validates guards.json; meant for start-up.
 *
 * @throws Error that names the place of the first fault.
 */
export function loadGuards(
  glossary: Glossary,
  file: URL = new URL('../../data/guards.json', import.meta.url),
): Guards {
  const raw: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const data = parseData(guardsDataSchema, raw, 'guards.json');
  const rules = Object.fromEntries(
    LANGUAGE_CODES.map((language) => [language, compileLanguage(data, language)]),
  ) as Record<Language, LanguageRules>;
  return { version: data.version, glossary, rules };
}

function compileLanguage(data: GuardsData, language: Language): LanguageRules {
  const { numbers, sides, negation, alphabet, length } = data.languages[language];
  const words = (source: string) => wholeWords(source, language);
  const units = Object.entries(data.units)
    .flatMap(([unit, wordings]) =>
      (wordings[language] ?? []).map((wording) => ({ unit, words: unitWords(wording), wording })),
    )
    .sort((a, b) => b.words.length - a.words.length || b.wording.length - a.wording.length);
  return {
    quantities: {
      ...{ language, units, numbers: compileNumbers(numbers) },
      notNumbers: numbers.notNumbers.map(words),
      afternoon: words(anyOf(numbers.afternoon)),
    },
    rates: new Map(
      Object.entries(data.rates).map(([rate, wordings]) => [
        rate,
        words(anyOf(wordings[language] ?? [])),
      ]),
    ),
    sides: {
      ...{ left: words(sides.left), right: words(sides.right), both: words(sides.both) },
      excepts: sides.excepts.map(words),
    },
    negation: {
      answer: new RegExp(`^\\s*(?:${negation.answer})[,،，]`, 'u'),
      ...{ words: words(negation.words), soft: words(negation.soft) },
      excepts: negation.excepts.map(words),
    },
    ownLetters: new RegExp(`[${alphabet}]`, 'gu'),
    length,
  };
}

/** An alternation of plain wordings; nothing at all for none. */
function anyOf(wordings: readonly string[]): string {
  if (wordings.length === 0) return '(?!)';
  return wordings.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
}
