import type { PatternToken } from './pattern.ts';
import { fills, type SlotSpan, type SlotValue } from './slots.ts';

/** What an exact match may overlook in one language; everything else must be equal. */
export interface Tolerance {
  /** Words that carry no clinical content ("please", "the"): may be missing, added, or exchanged. */
  light: ReadonlySet<string>;
  /** Pairs, both ways round, that may stand for one another ("do"/"does"), joined by a space. */
  swaps: ReadonlySet<string>;
}

export interface Alignment {
  distance: number;
  fillings: Record<string, SlotValue>;
}

interface Step {
  cost: number;
  fillings: Record<string, SlotValue>;
}

/**
 * The cheapest way to read `line` as `pattern`, or undefined if it costs more than `limit`.
 *
 * A token edit distance in which only light words and swaps can be edited at all: a content word,
 * a number, a side or a negation that differs makes the cost infinite, so no bound on the distance
 * can ever let a clinically different sentence through.
 */
export function align(
  pattern: readonly PatternToken[],
  line: readonly string[],
  spans: readonly SlotSpan[][],
  { light, swaps }: Tolerance,
  limit: number,
): Alignment | undefined {
  const rows: (Step | undefined)[][] = Array.from({ length: pattern.length + 1 }, () => []);
  const offer = (i: number, j: number, cost: number, fillings: Record<string, SlotValue>) => {
    const row = rows[i];
    const known = row?.[j];
    if (row && cost <= limit && (!known || cost < known.cost)) row[j] = { cost, fillings };
  };

  offer(0, 0, 0, {});
  for (let i = 0; i <= pattern.length; i += 1) {
    const expected = pattern[i];
    for (let j = 0; j <= line.length; j += 1) {
      const here = rows[i]?.[j];
      if (!here) continue;
      const { cost, fillings } = here;
      const said = line[j];
      if (said !== undefined && light.has(said)) offer(i, j + 1, cost + 1, fillings);
      if (!expected) continue;
      if ('slot' in expected) {
        for (const span of spans[j] ?? []) {
          if (fills(span, expected)) {
            offer(i + 1, j + span.length, cost, { ...fillings, [expected.slot]: span.value });
          }
        }
        continue;
      }
      const { word } = expected;
      if (light.has(word)) offer(i + 1, j, cost + 1, fillings);
      if (said === undefined) continue;
      if (said === word) offer(i + 1, j + 1, cost, fillings);
      else if (swaps.has(`${word} ${said}`) || (light.has(word) && light.has(said))) {
        offer(i + 1, j + 1, cost + 1, fillings);
      }
    }
  }
  const end = rows[pattern.length]?.[line.length];
  return end && { distance: end.cost, fillings: end.fillings };
}
