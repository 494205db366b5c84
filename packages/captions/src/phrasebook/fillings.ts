import { AHEAD_UNITS, NAMED_DAYS } from '@silkconsult/protocol';
import type { Phrasebook } from './book.ts';
import { slotNames } from './pattern.ts';
import { type SlotValue, slotTypeOf } from './slots.ts';

/** Counts that meet every plural category of our languages, and a decimal. */
const COUNTS = [1, 2, 3, 5, 11, 21, 22, 100, 1.5];

/**
 * Ways to fill a sentence's slots that, together, use every value once: what the tests render and
 * read back, and what a reviewer should see of a sentence.
 */
export function fillingsOf(entryId: string, book: Phrasebook): Record<string, SlotValue>[] {
  const entry = book.entries.get(entryId);
  if (!entry) return [];
  const columns = slotNames(entry.text.en).map((name) => [name, valuesOf(name, book)] as const);
  const rows = Math.max(1, ...columns.map(([, values]) => values.length));
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(
      columns.map(([name, values], column) => [
        name,
        // Shifted by column, so that two slots of one type do not always hold the same value.
        values[(row + column) % values.length] as SlotValue,
      ]),
    ),
  );
}

function valuesOf(name: string, { slots }: Phrasebook): SlotValue[] {
  const type = slotTypeOf(name);
  if (type === 'number') return COUNTS.map((value) => ({ kind: 'number', value }));
  if (type === 'date') return dates();
  const listed = slots.lists[type];
  if (listed) return Object.keys(listed).map((key) => ({ kind: 'listed', key }));
  return Object.keys(slots.counted[type] ?? {}).flatMap((unit) =>
    COUNTS.map((count): SlotValue => ({ kind: 'counted', unit, count })),
  );
}

function dates(): SlotValue[] {
  return [
    ...NAMED_DAYS.map((day): SlotValue => ({ kind: 'day', day })),
    ...AHEAD_UNITS.flatMap((unit) =>
      COUNTS.filter(Number.isInteger).map((count): SlotValue => ({ kind: 'ahead', unit, count })),
    ),
    // Every day of a month and every month, without every day of every month.
    ...Array.from({ length: 31 }, (_, i): SlotValue => {
      const longMonths = [1, 3, 5, 7, 8, 10, 12];
      const month = i < 28 ? (i % 12) + 1 : (longMonths[i % 7] ?? 1);
      return { kind: 'calendar', month, day: i + 1 };
    }),
  ];
}
