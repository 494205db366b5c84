/** From an instant up to another that is not part of it, in milliseconds since 1970. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Sorted, none empty, none touching the next: every set of instants has one such list. */
export type Intervals = readonly Interval[];

export const lengthOf = (intervals: Intervals): number =>
  intervals.reduce((total, { start, end }) => total + end - start, 0);

/** Any intervals → the list of all their instants. Empty and reversed ones hold none. */
export function normalize(some: readonly Interval[]): Intervals {
  const sorted = some.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start);
  const merged: Interval[] = [];
  let last: { start: number; end: number } | undefined;
  for (const { start, end } of sorted) {
    if (last && start <= last.end) {
      if (end > last.end) last.end = end;
      continue;
    }
    last = { start, end };
    merged.push(last);
  }
  return merged;
}

export const union = (...lists: readonly Intervals[]): Intervals => normalize(lists.flat());

/** The instants that are in both. */
export function intersect(a: Intervals, b: Intervals): Intervals {
  const both: Interval[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (!left || !right) return both;
    const start = Math.max(left.start, right.start);
    const end = Math.min(left.end, right.end);
    if (start < end) both.push({ start, end });
    if (left.end < right.end) i += 1;
    else j += 1;
  }
}

/** The instants of `from` that are not in `without`. */
export function subtract(from: Intervals, without: Intervals): Intervals {
  const rest: Interval[] = [];
  let next = 0;
  for (const { start, end } of from) {
    let at = start;
    while ((without[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    for (let index = next; at < end; index += 1) {
      const hole = without[index];
      if (!hole || hole.start >= end) break;
      if (hole.start > at) rest.push({ start: at, end: hole.start });
      at = Math.max(at, hole.end);
    }
    if (at < end) rest.push({ start: at, end });
  }
  return rest;
}

export const clip = (intervals: Intervals, window: Interval): Intervals =>
  intersect(intervals, normalize([window]));

/** Each interval with so much more before and after it. */
export const withBuffers = (intervals: Intervals, before: number, after: number): Intervals =>
  normalize(intervals.map(({ start, end }) => ({ start: start - before, end: end + after })));

/** Whether all of `inner` lies in one of the intervals. */
export function covers(intervals: Intervals, inner: Interval): boolean {
  return intervals.some(({ start, end }) => start <= inner.start && inner.end <= end);
}
