import type { Phrase, SlotValue } from '@silkconsult/protocol';
import type { Phrasebook } from './book.ts';
import { DAYS_IN_MONTH } from './dates.ts';
import { slotNames } from './pattern.ts';
import { slotTypeOf } from './slots.ts';

/**
 * Whether the book can say a phrase that someone chose: it has the sentence, and every slot of it,
 * and nothing else, is filled by a value of its kind.
 */
export function canSay({ entryId, fillings }: Phrase, book: Phrasebook): boolean {
  const entry = book.entries.get(entryId);
  if (!entry) return false;
  const names = slotNames(entry.text.en);
  return (
    Object.keys(fillings).length === names.length &&
    names.every((name) => {
      const value = Object.hasOwn(fillings, name) ? fillings[name] : undefined;
      return value !== undefined && fits(value, slotTypeOf(name), book);
    })
  );
}

function fits(value: SlotValue, type: string, { slots }: Phrasebook): boolean {
  switch (value.kind) {
    case 'number':
      return type === 'number';
    case 'listed':
      return has(slots.lists, type) && has(slots.lists[type], value.key);
    case 'counted':
      return has(slots.counted, type) && has(slots.counted[type], value.unit);
    case 'calendar':
      return type === 'date' && value.day <= (DAYS_IN_MONTH[value.month - 1] ?? 0);
    default:
      return type === 'date';
  }
}

/** Own keys only: these come from a browser. */
function has(from: object | undefined, key: string): boolean {
  return from !== undefined && Object.hasOwn(from, key);
}
