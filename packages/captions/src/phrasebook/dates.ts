import { AHEAD_UNITS, NAMED_DAYS, type SlotValue } from '@silkconsult/protocol';
import { isNumberToken } from './numbers.ts';
import type { DateWords } from './schema.ts';

/** When something will be: a day with a name, a time from now, or a day of a month. */
export type DateValue = Extract<SlotValue, { kind: 'day' | 'ahead' | 'calendar' }>;

interface DateSpan {
  value: DateValue;
  length: number;
}

/** A token that must be found, one of several, or the place of the number. */
type DateToken = string | ReadonlySet<string> | typeof NUMBER;

interface DateWording {
  tokens: DateToken[];
  /** The value, with the number of a wording that holds one. */
  value(number: number): DateValue | undefined;
}

/** Wordings by their first token; those that begin with the number are under `NUMBER`. */
export type DateIndex = ReadonlyMap<string | typeof NUMBER, readonly DateWording[]>;

const NUMBER = Symbol('number');
/** February with its leap day: which year is meant is not said. */
export const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function compileDates(words: DateWords, tokens: (line: string) => string[]): DateIndex {
  const index = new Map<string | typeof NUMBER, DateWording[]>();
  const endings = new Set(words.endings?.flatMap((ending) => tokens(ending)));
  const add = (wording: string, value: DateWording['value']) => {
    const compiled = wording.split(/(\{\w+\})/).flatMap((part): DateToken[] => {
      if (part === '{count}' || part === '{day}') return [NUMBER];
      return part === '{ending}' ? [endings] : tokens(part);
    });
    const first = compiled[0];
    if (first === undefined || first instanceof Set) {
      throw new Error(`slots.json: "${wording}" begins with no word or number`);
    }
    const key = first as string | typeof NUMBER;
    index.set(key, [...(index.get(key) ?? []), { tokens: compiled, value }]);
  };

  for (const day of NAMED_DAYS) {
    const { text, aliases } = words.days[day];
    for (const wording of [text, ...aliases]) add(wording, () => ({ kind: 'day', day }));
  }
  for (const unit of AHEAD_UNITS) {
    const { plural, aliases } = words.ahead[unit];
    for (const wording of new Set([...Object.values(plural), ...aliases])) {
      add(wording, (count) =>
        Number.isInteger(count) && count > 0 ? { kind: 'ahead', unit, count } : undefined,
      );
    }
  }
  words.months.forEach((name, i) => {
    for (const wording of [words.calendar.text, ...words.calendar.aliases]) {
      add(wording.replace('{month}', name), (day) =>
        Number.isInteger(day) && day >= 1 && day <= (DAYS_IN_MONTH[i] ?? 0)
          ? { kind: 'calendar', month: i + 1, day }
          : undefined,
      );
    }
  });
  return index;
}

/** Every date that begins at this token. `countAt` reads a number, and "a" where that is one. */
export function dateSpansAt(
  line: readonly string[],
  at: number,
  index: DateIndex,
  countAt: (token: string | undefined) => number | undefined,
): DateSpan[] {
  const token = line[at] ?? '';
  const numbered = isNumberToken(token) ? (index.get(NUMBER) ?? []) : [];
  return [...(index.get(token) ?? []), ...numbered].flatMap(({ tokens, value }) => {
    let number = 0;
    const fits = tokens.every((expected, i) => {
      const said = line[at + i];
      if (said === undefined) return false;
      if (expected !== NUMBER) {
        return typeof expected === 'string' ? expected === said : expected.has(said);
      }
      number = countAt(said) ?? Number.NaN;
      return !Number.isNaN(number);
    });
    const found = fits ? value(number) : undefined;
    return found ? [{ value: found, length: tokens.length }] : [];
  });
}

/** The date in words. */
export function renderDate(
  value: DateValue,
  words: DateWords,
  { plural, number }: { plural: Intl.PluralRules; number: Intl.NumberFormat },
): string {
  if (value.kind === 'day') return words.days[value.day].text;
  if (value.kind === 'ahead') {
    const wordings = words.ahead[value.unit].plural;
    const wording = wordings[plural.select(value.count)] ?? wordings.other;
    return wording.replace('{count}', number.format(value.count));
  }
  return words.calendar.text
    .replace('{month}', words.months[value.month - 1] ?? '')
    .replace('{day}', String(value.day))
    .replace('{ending}', words.endings?.[value.day - 1] ?? '');
}
