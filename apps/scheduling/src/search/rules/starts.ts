import { freeTimeOf } from '../../availability/rules/freeTime.ts';
import type { Calendar } from '../../availability/rules/opening.ts';
import type { Interval, Intervals } from '../../intervals/intervals.ts';
import { intersect, union } from '../../intervals/intervals.ts';
import type { Candidate, Part } from './cast.ts';

const MINUTE = 60_000;
/** Consults begin at quarters of an hour, on every clock of the network. */
const GRID = 15 * MINUTE;

/** Free time → when something of this length can begin in it. */
export function startsIn(free: Intervals, length: number): Intervals {
  return free
    .filter(({ start, end }) => end - start >= length)
    .map(({ start, end }) => ({ start, end: end - length + 1 }));
}

export function startsOf(
  actor: Omit<Candidate, 'starts'>,
  window: Interval,
  length: number,
  calendar: Calendar,
): Intervals {
  return startsIn(freeTimeOf(actor, window, length, calendar), length);
}

/** When one of them could. */
export const startsOfAny = ({ anyOf }: Part): Intervals =>
  anyOf.length === 1 ? (anyOf[0]?.starts ?? []) : union(...anyOf.map(({ starts }) => starts));

/** When all parts can be filled. */
export function sharedStarts(parts: readonly Part[], within: Intervals): Intervals {
  return parts.reduce((shared, part) => intersect(shared, startsOfAny(part)), within);
}

export const canStart = ({ starts }: Candidate, at: number): boolean =>
  starts.some(({ start, end }) => start <= at && at < end);

/** The first starts on the grid, a step apart: times that overlap the last offer are no choice. */
export function firstStarts(starts: Intervals, length: number, most: number): number[] {
  const step = Math.max(GRID, Math.min(length, 2 * GRID));
  const found: number[] = [];
  let earliest = 0;
  for (const { start, end } of starts) {
    let at = Math.ceil(Math.max(start, earliest) / GRID) * GRID;
    for (; at < end; at += step) {
      if (found.length === most) return found;
      found.push(at);
      earliest = at + step;
    }
  }
  return found;
}
