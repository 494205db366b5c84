import type { CompiledPattern } from './book.ts';
import { fills, type SlotSpan, type SlotValue } from './slots.ts';

/** What the edits of words cost; infinite for those that no near match may make. */
export interface Edits {
  /** A word that is missing from the line, or that the line adds. */
  drop(word: string): number;
  replace(expected: string, said: string): number;
}

interface Line {
  tokens: readonly string[];
  spans: readonly (readonly SlotSpan[])[];
  guarded: readonly boolean[];
}

interface Step {
  distance: number;
  fillings: Record<string, SlotValue>;
}

/**
 * The cheapest way to make `line` into `pattern` by dropping, adding, replacing and exchanging
 * words, or undefined where it costs more than `limit`. Slots must be filled by the line, and what
 * is guarded on either side must be equal.
 */
export function alignNear(
  pattern: Pick<CompiledPattern, 'tokens' | 'guarded'>,
  line: Line,
  edits: Edits,
  limit: number,
): Step | undefined {
  const { tokens } = pattern;
  const said = line.tokens;
  const rows: (Step | undefined)[][] = Array.from({ length: tokens.length + 1 }, () => []);
  const offer = (i: number, j: number, distance: number, fillings: Step['fillings']) => {
    const row = rows[i];
    const known = row?.[j];
    if (row && distance <= limit && (!known || distance < known.distance)) {
      row[j] = { distance, fillings };
    }
  };
  /** The word at a place of the sentence that may be edited. */
  const wordAt = (i: number) => {
    const token = tokens[i];
    return token && 'word' in token && !pattern.guarded[i] ? token.word : undefined;
  };
  const saidAt = (j: number) => (line.guarded[j] ? undefined : said[j]);

  offer(0, 0, 0, {});
  for (let i = 0; i <= tokens.length; i += 1) {
    const expected = tokens[i];
    for (let j = 0; j <= said.length; j += 1) {
      const here = rows[i]?.[j];
      if (!here) continue;
      const { distance, fillings } = here;
      if (expected && 'slot' in expected) {
        for (const span of line.spans[j] ?? []) {
          if (!fills(span, expected)) continue;
          offer(i + 1, j + span.length, distance, { ...fillings, [expected.slot]: span.value });
        }
      } else if (expected && expected.word === said[j]) {
        offer(i + 1, j + 1, distance, fillings);
      }
      const word = wordAt(i);
      const heard = saidAt(j);
      if (word !== undefined) offer(i + 1, j, distance + edits.drop(word), fillings);
      if (heard !== undefined) offer(i, j + 1, distance + edits.drop(heard), fillings);
      if (word === undefined || heard === undefined) continue;
      offer(i + 1, j + 1, distance + edits.replace(word, heard), fillings);
      const swapped = word === saidAt(j + 1) && heard === wordAt(i + 1);
      if (swapped) offer(i + 2, j + 2, distance + 1, fillings);
    }
  }
  return rows[tokens.length]?.[said.length];
}
