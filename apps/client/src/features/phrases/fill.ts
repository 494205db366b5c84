import type { SlotValue } from '@silkconsult/protocol';
import { AHEAD_UNITS, NAMED_DAYS } from '@silkconsult/protocol';
import { slotTypeOf } from './search.ts';
import type { Plurals } from './sheet.ts';

/** What someone has put into a slot so far: the text of the field, and the choice beside it. */
export interface Draft {
  text: string;
  choice: string;
}

export const EMPTY: Draft = { text: '', choice: '' };

/** The choice of a date that is none of the named ones. */
export const ON_DATE = 'onDate';

/**
 * A number as it was typed, or undefined. "1,000" may be one or a thousand and is refused, and so is
 * what the sentence could not show exactly.
 */
export function amountOf(text: string): number | undefined {
  const digits = text
    .trim()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
  if (!/^\d{1,5}(?:[.,٫]\d{1,2})?$/.test(digits)) return undefined;
  return Number(digits.replace(/[,٫]/, '.'));
}

/** The value of a slot, or undefined while it is not filled properly. */
export function fillingOf(
  slot: string,
  { text, choice }: Draft,
  counted: boolean,
): SlotValue | undefined {
  const type = slotTypeOf(slot);
  if (type === 'date') return dateOf(text, choice);
  const amount = amountOf(text);
  if (type === 'number')
    return amount === undefined ? undefined : { kind: 'number', value: amount };
  if (!counted) return choice === '' ? undefined : { kind: 'listed', key: choice };
  if (amount === undefined || choice === '') return undefined;
  return { kind: 'counted', unit: choice, count: amount };
}

function dateOf(text: string, choice: string): SlotValue | undefined {
  const day = NAMED_DAYS.find((one) => one === choice);
  if (day) return { kind: 'day', day };
  const unit = AHEAD_UNITS.find((one) => one === choice);
  if (unit) {
    const count = amountOf(text);
    const whole = count !== undefined && Number.isInteger(count) && count >= 1 && count <= 999;
    return whole ? { kind: 'ahead', unit, count } : undefined;
  }
  // What a date field gives: 2026-11-30.
  const found = choice === ON_DATE ? /^\d+-(\d\d)-(\d\d)$/.exec(text) : null;
  return found ? { kind: 'calendar', month: Number(found[1]), day: Number(found[2]) } : undefined;
}

/** The noun that goes with what has been typed. */
export function nounFor(plurals: Plurals, text: string, language: string): string {
  const category = new Intl.PluralRules(language).select(amountOf(text) ?? 5);
  return plurals[category] ?? plurals.other ?? '';
}
