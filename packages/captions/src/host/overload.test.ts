import { describe, expect, it } from '@jest/globals';
import type { Load } from './overload.ts';
import { FRESH_LOAD, nextLoad, partialsEverySeconds } from './overload.ts';

const STEP_MS = 250;

/** The levels while the queue is looked at four times a second. */
function levels(delays: Iterable<number>, from: Load = FRESH_LOAD, startMs = 0): Load[] {
  const seen: Load[] = [];
  let load = from;
  let nowMs = startMs;
  for (const delayMs of delays) {
    load = nextLoad(load, delayMs, nowMs);
    seen.push(load);
    nowMs += STEP_MS;
  }
  return seen;
}

const forSeconds = (seconds: number, delayMs: number) =>
  Array.from({ length: (seconds * 1000) / STEP_MS }, () => delayMs);

/** Repeatable chance. */
function* chance(seed: number): Generator<number> {
  for (let state = seed >>> 0; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

describe('the level of overload', () => {
  it.each([
    [0, 0],
    [999, 0],
    [1000, 1],
    [2499, 1],
    [2500, 2],
    [5000, 3],
    [9999, 3],
    [10_000, 4],
    [60_000, 4],
  ])('comes to rest, when sound waits %i ms, at %i', (delayMs, level) => {
    expect(levels(forSeconds(5, delayMs)).at(-1)?.level).toBe(level);
  });

  it('does not rise for a single late segment', () => {
    expect(levels([0, 9000, 0, 0, 9000, 0]).map(({ level }) => level)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('falls step by step, each after ten calm seconds', () => {
    const high = levels(forSeconds(5, 12_000)).at(-1) ?? FRESH_LOAD;
    const falling = levels(forSeconds(60, 0), high, 5000).map(({ level }) => level);
    expect([9.75, 10.25, 20.5, 30.75, 41].map((s) => falling[(s * 1000) / STEP_MS])).toEqual([
      4, 3, 2, 1, 0,
    ]);
  });

  it('stays while the delay is neither large nor small', () => {
    const one = levels(forSeconds(2, 1200)).at(-1) ?? FRESH_LOAD;
    expect(levels(forSeconds(120, 700), one, 2000).at(-1)?.level).toBe(1);
  });

  it('is left ever more slowly when each fall brings the overload back', () => {
    // As at level 4: what is shed is all that keeps the queue short.
    let load: Load = FRESH_LOAD;
    const falls: number[] = [];
    for (let nowMs = 0; nowMs < 400_000; nowMs += STEP_MS) {
      const next = nextLoad(load, load.level === 0 ? 1500 : 0, nowMs);
      if (next.level < load.level) falls.push(nowMs);
      load = next;
    }
    const apart = falls.slice(1).map((at, index) => at - (falls[index] ?? 0));
    expect(apart.slice(0, 3).every((ms, index) => ms > 1.5 * (apart[index - 1] ?? 0))).toBe(true);
    expect(falls.length).toBeLessThan(10);
    const rested = levels(forSeconds(200, 0), load, 400_000).at(-1);
    expect(rested).toEqual(FRESH_LOAD);
  });

  it('whatever the queue does, moves by one step, never without cause, and never flaps', () => {
    const wrong: string[] = [];
    for (let seed = 1; seed <= 300; seed++) {
      const random = chance(seed);
      const delays = Array.from({ length: 800 }, () => {
        const [kind = 0, size = 0] = [random.next().value, random.next().value];
        return kind < 0.7 ? size * 3000 : size * 30_000;
      });
      let lastFallMs = Number.NEGATIVE_INFINITY;
      levels(delays).forEach(({ level }, index, loads) => {
        const before = loads[index - 1]?.level ?? 0;
        if (level === before) return;
        const atMs = index * STEP_MS;
        const wanted = [1000, 2500, 5000, 10_000][before] ?? 0;
        const recent = delays.slice(Math.max(0, index - 2), index + 1);
        if (Math.abs(level - before) > 1) wrong.push(`${seed}: more than a step at ${atMs}`);
        if (level > before && Math.min(...recent) < wanted) wrong.push(`${seed}: rose at ${atMs}`);
        if (level > before) return;
        if (atMs - lastFallMs < 10_000) wrong.push(`${seed}: fell again at ${atMs}`);
        lastFallMs = atMs;
      });
    }
    expect(wrong).toEqual([]);
  });
});

it('partials become rarer, then stop', () => {
  expect(([0, 1, 2, 3, 4] as const).map(partialsEverySeconds)).toEqual([
    0,
    1.5,
    1.5,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
});
