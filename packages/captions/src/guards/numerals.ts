import type { LanguageData } from './schema.ts';

/** How a language writes and says numbers. */
export interface NumberRules extends Omit<LanguageData['numbers'], 'soft' | 'endings'> {
  soft: ReadonlySet<string>;
  ending: RegExp | undefined;
}

export function compileNumbers(numbers: LanguageData['numbers']): NumberRules {
  const { soft, endings, ...rest } = numbers;
  const ending = endings ? new RegExp(`(?:${endings})$`, 'u') : undefined;
  return { ...rest, soft: new Set(soft), ending };
}

/** A number found in the tokens of a line. */
export interface Numeral {
  /** One value, or those of a time or a date. */
  values: readonly number[];
  length: number;
  /** Written in digits, or a word that means nothing else. */
  sure: boolean;
  /** "14:30": the first value is an hour. */
  clock?: boolean;
}

/** The number that stands at this place, in digits or in words. */
export function numeralAt(
  tokens: readonly string[],
  at: number,
  rules: NumberRules,
): Numeral | undefined {
  const found = /^\d/.test(tokens[at] ?? '')
    ? inDigits(tokens, at, rules)
    : inWords(tokens, at, rules);
  const [value] = found?.values ?? [];
  if (!found || value === undefined || found.values.length > 1) return found;
  const half = halfAfter(tokens, at + found.length, rules);
  return half ? { values: [value + 0.5], length: found.length + half, sure: true } : found;
}

/** "5", "1,5", "1,000", "1/2", "14:30", "12.05.2025". */
function inDigits(tokens: readonly string[], at: number, { decimalComma }: NumberRules): Numeral {
  const token = tokens[at] ?? '';
  const under = tokens[at + 1] === '/' ? Number(tokens[at + 2]) : Number.NaN;
  if (Number(token) < under && under <= 10) {
    return { values: [Number(token) / under], length: 3, sure: true };
  }
  const grouped = decimalComma ? /^\d{1,3}(\.\d{3}){2,}$/ : /^\d{1,3}(,\d{3})+(\.\d+)?$/;
  const digits = grouped.test(token) ? token.replaceAll(decimalComma ? '.' : ',', '') : token;
  const parts = digits.split(/[.,:]/);
  const clock = digits.includes(':');
  if (parts.length <= 2 && !clock)
    return { values: [Number(parts.join('.'))], length: 1, sure: true };
  // A full hour is the hour alone: "8:00" is "8".
  const values = parts.map(Number).filter((value, i) => i === 0 || !clock || value !== 0);
  return { values, length: 1, sure: true, clock };
}

function inWords(tokens: readonly string[], at: number, rules: NumberRules): Numeral | undefined {
  const half = rules.halves[tokens[at] ?? ''];
  if (half !== undefined) {
    return { values: [half], length: 1, sure: !isSoft(tokens[at] ?? '', rules) };
  }
  const digits = chineseDigits(tokens, at);
  if (digits) return digits;
  let thousands = 0;
  let below = wordValue(tokens[at] ?? '', rules) ?? -1;
  if (below < 0) return undefined;
  let last = below;
  let length = 1;
  if (below >= 1000) [thousands, below] = [below, 0];
  for (;;) {
    // "one hundred and twenty", 一百零五: a joining word counts when a number follows it.
    const skip = rules.links.includes(tokens[at + length] ?? '') ? 1 : 0;
    const token = tokens[at + length + skip] ?? '';
    const value = wordValue(token, rules);
    if (value === undefined) break;
    const ones = last < 10 ? last : 0;
    if (value >= 1000 && below > 0) [thousands, below] = [thousands + below * value, 0];
    else if (value === 100 && ones > 0 && below === ones) below = ones * 100;
    else if (token === '十' && ones > 0) below += ones * 9;
    else if (value < 1000 && joins(last, value, rules.joinsFrom)) below += value;
    else break;
    last = value;
    length += skip + 1;
  }
  return withDecimal(tokens, at, { value: thousands + below, length }, rules);
}

/** 20 + 1 and 100 + 21 are one number; 1 and 2 are two, said after one another. */
function joins(last: number, value: number, from: number): boolean {
  if (last >= 100) return value < last && value > 0;
  return last >= from && last % 10 === 0 && value >= 1 && value <= 9;
}

function withDecimal(
  tokens: readonly string[],
  at: number,
  { value, length }: { value: number; length: number },
  rules: NumberRules,
): Numeral {
  const sure = length > 1 || !isSoft(tokens[at] ?? '', rules);
  const tenth =
    rules.point !== undefined && tokens[at + length] === rules.point
      ? wordValue(tokens[at + length + 1] ?? '', rules)
      : undefined;
  // 三点三十分 is half past three.
  const minutes = /^[十分刻]$/.test(tokens[at + length + 2] ?? '');
  if (tenth === undefined || tenth > 9 || minutes) return { values: [value], length, sure };
  return { values: [Number(`${value}.${tenth}`)], length: length + 2, sure: true };
}

/** 二〇二五: three Chinese digits or more without a ten are read one by one. */
function chineseDigits(tokens: readonly string[], at: number): Numeral | undefined {
  const run = /^[〇零一二三四五六七八九]{3,}(?![十百千万])/.exec(
    tokens.slice(at, at + 12).join(''),
  );
  if (!run) return undefined;
  const digits = [...run[0]].map((digit) =>
    '〇一二三四五六七八九'.indexOf(digit.replace('零', '〇')),
  );
  return { values: [Number(digits.join(''))], length: digits.length, sure: true };
}

function isSoft(token: string, { soft, ending }: NumberRules): boolean {
  return soft.has(token) || (ending !== undefined && soft.has(token.replace(ending, '')));
}

function wordValue(token: string, { words, ending }: NumberRules): number | undefined {
  if (Object.hasOwn(words, token)) return words[token];
  const bare = ending ? token.replace(ending, '') : '';
  return bare.length > 1 && Object.hasOwn(words, bare) ? words[bare] : undefined;
}

/** The length of "and a half" after a number; 0 where there is none. */
function halfAfter(tokens: readonly string[], at: number, { halves, links }: NumberRules): number {
  let next = at;
  while (next < at + 2 && links.includes(tokens[next] ?? '')) next += 1;
  return halves[tokens[next] ?? ''] === 0.5 ? next - at + 1 : 0;
}
