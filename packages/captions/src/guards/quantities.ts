import type { Language } from '@silkconsult/protocol';
import { type NumberRules, numeralAt } from './numerals.ts';
import { plain, tokensOf, wholeWords } from './plain.ts';

/** A number of a line, with the unit that it counts. */
export interface Quantity {
  value: number;
  /** False for a word that may be no number at all: it may answer a number, it never asks for one. */
  sure: boolean;
  unit?: string;
  /** Place of the number among the tokens. */
  at: number;
}

export interface QuantityRules {
  language: Language;
  numbers: NumberRules;
  notNumbers: readonly RegExp[];
  /** By their first word (or its first letters); longest first. */
  units: readonly { unit: string; words: readonly Fit[] }[];
  afternoon: RegExp;
}

type Fit = (token: string) => boolean;

/** "миллиграмм*" fits any ending. */
export function unitWords(wording: string): Fit[] {
  return wording
    .split(' ')
    .flatMap((word) => (/\p{Script=Han}/u.test(word) ? [...word] : [word]))
    .map((word) =>
      word.endsWith('*')
        ? (token: string) => token.startsWith(word.slice(0, -1))
        : (token: string) => token === word,
    );
}

/** Words that may stand between a number and its unit. */
const CLASSIFIERS = new Set(['ta', 'dona', 'дона', 'дана', '个', 'sany', 'whole', 'full']);

/** The numbers of a line in their order, each with its unit. */
export function quantitiesOf(line: string, rules: QuantityRules): Quantity[] {
  const text = rules.notNumbers.reduce(
    (t, except) => t.replace(except, ' '),
    plain(line, rules.language),
  );
  const tokens = tokensOf(joinGroups(text, rules.numbers.decimalComma));
  const found: Quantity[] = [];
  for (let at = 0; at < tokens.length; ) {
    const count = rules.numbers.counts[tokens[at] ?? ''];
    const numeral = numeralAt(tokens, at, rules.numbers);
    if (count !== undefined) {
      const sure = !rules.numbers.soft.has(tokens[at] ?? '');
      found.push({ value: count, sure, unit: 'time', at });
      at += 1;
    } else if (numeral) {
      const unit = unitAt(tokens, at + numeral.length, rules);
      // A number word before a unit is a number: "one tablet", 一片.
      const sure = numeral.sure || unit !== undefined;
      numeral.values.forEach((value, i) => {
        const last = i === numeral.values.length - 1;
        const own = last ? unit?.id : undefined;
        const id = numeral.clock && i === 0 ? 'hour' : own;
        found.push({ value, sure, at, ...(id !== undefined && { unit: id }) });
      });
      at += numeral.length + (unit?.length ?? 0);
      // 三天半: the half comes behind the unit.
      const quantity = found.at(-1);
      if (unit && quantity && tokens[at] === '半') {
        quantity.value += 0.5;
        at += 1;
      }
    } else at += 1;
  }
  return found;
}

/** "1 000" is one number where a space parts thousands; a narrow space does so everywhere. */
function joinGroups(text: string, spaces: boolean): string {
  return spaces ? text.replace(/(?<![\d.,:])(\d{1,3}) (?=\d{3}(?!\d))/g, '$1') : text;
}

function unitAt(tokens: readonly string[], start: number, rules: QuantityRules) {
  const skip = CLASSIFIERS.has(tokens[start] ?? '') ? 1 : 0;
  const own =
    unitFrom(tokens, start, rules) ?? (skip ? unitFrom(tokens, start + skip, rules) : undefined);
  if (!own) return undefined;
  const end = own.at + own.length;
  const per = tokens[end] === '/' ? unitFrom(tokens, end + 1, rules) : undefined;
  const length = (per ? per.at + per.length : end) - start;
  // "5 mmol" of a blood test is always "per litre", said or not.
  return { id: per && own.id !== 'mmol' ? `${own.id}/${per.id}` : own.id, length };
}

function unitFrom(tokens: readonly string[], at: number, { units }: QuantityRules) {
  const unit = units.find(({ words }) => words.every((fits, i) => fits(tokens[at + i] ?? '')));
  return unit && { id: unit.unit, at, length: unit.words.length };
}

/** Does the line speak of the afternoon, so that "8" may be "20:00"? */
export function isAfternoon(line: string, { language, afternoon }: QuantityRules): boolean {
  return wholeWords(afternoon.source, language).test(plain(line, language));
}
