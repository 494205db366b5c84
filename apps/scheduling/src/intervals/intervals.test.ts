import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  clip,
  covers,
  type Interval,
  type Intervals,
  intersect,
  lengthOf,
  normalize,
  subtract,
  union,
  withBuffers,
} from './intervals.ts';

const END = 60;
const interval = fc
  .tuple(fc.integer({ min: 0, max: END }), fc.integer({ min: 0, max: END }))
  .map(([start, end]): Interval => ({ start, end }));
const some = fc.array(interval, { maxLength: 12 });
const list = some.map(normalize);

/** The other way to hold a set of instants: one by one. Everything is measured against it. */
const instantsOf = (intervals: readonly Interval[]) =>
  Array.from({ length: END + 20 }, (_, index) => index - 10).filter((at) =>
    intervals.some(({ start, end }) => start <= at && at < end),
  );

function expectWellFormed(intervals: Intervals) {
  for (const [index, { start, end }] of intervals.entries()) {
    expect(start).toBeLessThan(end);
    const next = intervals[index + 1];
    if (next) expect(end).toBeLessThan(next.start);
  }
}

const always = (...args: Parameters<typeof fc.assert>) => fc.assert(...args);

describe('intervals', () => {
  it('keep exactly the instants they are made of, in one sorted list without seams', () => {
    always(
      fc.property(some, (given) => {
        const made = normalize(given);
        expectWellFormed(made);
        expect(instantsOf(made)).toEqual(instantsOf(given));
      }),
    );
  });

  it('unite, intersect and subtract as sets of instants do', () => {
    always(
      fc.property(list, list, (a, b) => {
        const [inA, inB] = [instantsOf(a), instantsOf(b)];
        for (const [result, instants] of [
          [union(a, b), instantsOf([...a, ...b])],
          [intersect(a, b), inA.filter((at) => inB.includes(at))],
          [subtract(a, b), inA.filter((at) => !inB.includes(at))],
        ] as const) {
          expectWellFormed(result);
          expect(instantsOf(result)).toEqual(instants);
        }
      }),
    );
  });

  it('fall apart into what is taken and what is left, with nothing lost', () => {
    always(
      fc.property(list, list, (a, b) => {
        expect(union(subtract(a, b), intersect(a, b))).toEqual(a);
        expect(lengthOf(subtract(a, b)) + lengthOf(intersect(a, b))).toBe(lengthOf(a));
      }),
    );
  });

  it('clipped to a window have nothing outside of it', () => {
    always(
      fc.property(list, interval, (a, window) => {
        for (const { start, end } of clip(a, window)) {
          expect(start).toBeGreaterThanOrEqual(window.start);
          expect(end).toBeLessThanOrEqual(window.end);
        }
      }),
    );
  });

  it('with buffers reach so far before and after, and no further', () => {
    always(
      fc.property(list, fc.nat(5), fc.nat(5), (a, before, after) => {
        const wide = withBuffers(a, before, after);
        expectWellFormed(wide);
        const expected = instantsOf(
          a.map(({ start, end }) => ({ start: start - before, end: end + after })),
        );
        expect(instantsOf(wide)).toEqual(expected);
      }),
    );
  });

  it('cover what is a part of one of them', () => {
    always(
      fc.property(
        list,
        interval.filter(({ start, end }) => start < end),
        (a, inner) => {
          expect(covers(a, inner)).toBe(subtract([inner], a).length === 0);
        },
      ),
    );
  });
});
