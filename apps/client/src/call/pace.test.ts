import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { CaptionSegment } from '@silkconsult/protocol';
import fc from 'fast-check';
import type { CaptionLine } from './captions.ts';
import { CaptionBook } from './captions.ts';
import type { Pace } from './pace.ts';
import { LONGEST_QUEUE, LONGEST_WAIT_MS, PLACES, pace, readingMs } from './pace.ts';

const roomId = randomUUID();

function segment(change: Partial<CaptionSegment>): CaptionSegment {
  return {
    segmentId: 'a',
    seq: 1,
    roomId,
    speakerId: roomId,
    spokenLanguage: 'en',
    language: 'en',
    revision: 1,
    sourceRevision: 1,
    state: 'final',
    text: 'x'.repeat(34), // two seconds
    stableChars: 0,
    t0Ms: 0,
    t1Ms: 500,
    origin: 'recognizer',
    engine: 'pocketsphinx',
    flags: [],
    ...change,
  };
}

/** A reader's band over a book of lines, with a clock that the test turns. */
function band(reader: 'en' | 'zh-CN' = 'en') {
  const book = new CaptionBook();
  let now = 1_000_000;
  let kept: Pace = pace({ places: [], waiting: [] }, [], now);
  const lines = (): CaptionLine[] => book.lines(reader);
  const look = () => {
    kept = pace(kept, lines(), now);
  };
  let seq = 0;
  return {
    says(id: string, change: Partial<CaptionSegment> = {}) {
      seq += 1;
      book.add(segment({ segmentId: id, seq, t0Ms: seq, revision: seq, ...change }));
      look();
    },
    /** Goes on as the hook does: it looks again when the pace says so. */
    passes(ms: number) {
      const end = now + ms;
      while (kept.wakeAt !== undefined && kept.wakeAt <= end) {
        now = Math.max(now, kept.wakeAt);
        look();
      }
      now = end;
    },
    shown: () => kept.places.map(({ segmentId }) => segmentId),
    waiting: () => kept.waiting.map(({ segmentId }) => segmentId),
    wakeAt: () => kept.wakeAt,
    now: () => now,
    lines,
  };
}

describe('reading time', () => {
  it.each([
    ['en', 17, 1000],
    ['ru', 170, 10_000],
    ['zh-CN', 9, 1000],
    ['ug', 34, 2000],
  ])('in %s of %i characters is %i ms', (language, characters, ms) => {
    expect(readingMs(characters, language)).toBe(ms);
  });
});

describe('the pace of the band', () => {
  it('shows two lines at once and lets the third wait until the first has been read', () => {
    const one = band();
    for (const id of ['a', 'b', 'c']) one.says(id);
    expect(one.shown()).toEqual(['a', 'b']);
    one.passes(1999);
    expect(one.shown()).toEqual(['a', 'b']);
    one.passes(1);
    expect(one.shown()).toEqual(['b', 'c']);
  });

  it('gives Chinese the time that Chinese takes', () => {
    const one = band('zh-CN');
    for (const id of ['a', 'b', 'c']) one.says(id, { language: 'zh-CN', text: '疼'.repeat(27) });
    one.passes(2999);
    expect(one.waiting()).toEqual(['c']);
    one.passes(1);
    expect(one.waiting()).toEqual([]);
  });

  it('lets a long line go when somebody has waited as long as may be', () => {
    const one = band();
    for (const id of ['a', 'b', 'c']) one.says(id, { text: 'x'.repeat(340) });
    one.passes(LONGEST_WAIT_MS - 1);
    expect(one.shown()).toEqual(['a', 'b']);
    one.passes(1);
    expect(one.shown()).toEqual(['b', 'c']);
  });

  it('catches up with the newest when more are late than there are places', () => {
    const one = band();
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) one.says(id, { text: 'x'.repeat(170) });
    one.passes(LONGEST_WAIT_MS);
    expect(one.shown()).toEqual(['f', 'g']);
    expect(one.waiting()).toEqual([]);
    expect(one.lines()).toHaveLength(7); // the list has them all
  });

  it('keeps who speaks while others wait, and counts grown words once', () => {
    const one = band();
    one.says('a', { state: 'partial', text: 'Take' });
    one.says('b');
    one.passes(1500);
    one.says('a', { text: 'Take 2 tablets', t0Ms: 1 });
    one.says('c');
    expect(one.shown()).toEqual(['a', 'b']);
    one.passes(500); // b is read; a needs 0.6 s for its ten new characters
    expect(one.shown()).toEqual(['a', 'c']);
  });

  it('brings a line back when it was corrected after it left, and not when it was only ticked', () => {
    const one = band();
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) one.says(id);
    one.passes(60_000);
    expect(one.shown()).toEqual([]);
    one.says('a', { t0Ms: 1 });
    expect(one.shown()).toEqual([]);
    one.says('a', { t0Ms: 1, state: 'corrected', text: 'Take 3 tablets.' });
    expect(one.shown()).toEqual(['a']);
  });

  it('takes a retracted line away at once, from the places and from the queue', () => {
    const one = band();
    for (const id of ['a', 'b', 'c']) one.says(id);
    one.says('a', { state: 'retracted' });
    expect(one.shown()).toEqual(['b', 'c']);
  });

  it('begins with the last two lines of what was said before', () => {
    const book = new CaptionBook();
    for (const id of ['a', 'b', 'c']) book.add(segment({ segmentId: id, seq: id.charCodeAt(0) }));
    const begun = pace({ places: [], waiting: [] }, book.lines('en'), 0);
    expect(begun.places.map(({ segmentId }) => segmentId)).toEqual(['b', 'c']);
  });

  it('does not show old lines again when the reader takes another language', () => {
    const book = new CaptionBook();
    const ids = 'abcdefgh'.split('');
    for (const [seq, segmentId] of ids.entries()) {
      book.add(segment({ segmentId, seq, t0Ms: seq, spokenLanguage: 'ru', language: 'ru' }));
      book.add(segment({ segmentId, seq, t0Ms: seq, spokenLanguage: 'ru', text: 'other' }));
    }
    const before = pace({ places: [], waiting: [], known: new Map() }, book.lines('en'), 0);
    const empty = { ...before, places: [], waiting: [] };
    const after = pace(empty, book.lines('ru'), 60_000);
    const told = [...after.places, ...after.waiting].map(({ segmentId }) => segmentId);
    expect(told).toEqual(['e', 'f', 'g', 'h']);
  });
});

const steps = fc.array(
  fc.record({
    line: fc.integer({ min: 0, max: 12 }),
    state: fc.constantFrom('partial', 'final', 'corrected', 'retracted'),
    characters: fc.integer({ min: 1, max: 300 }),
    gap: fc.integer({ min: 0, max: 4000 }),
  } as const),
  { maxLength: 60 },
);

describe('whatever is said and however fast', () => {
  it('never shows more than two lines, never lets one wait longer than the bound, and comes to rest', () => {
    fc.assert(
      fc.property(steps, (said) => {
        const one = band();
        const since = new Map<string, number>();
        for (const { line, state, characters, gap } of said) {
          one.says(`s${line}`, { state, text: 'x'.repeat(characters), t0Ms: line });
          expect(one.shown().length).toBeLessThanOrEqual(PLACES);
          expect(one.waiting().length).toBeLessThanOrEqual(LONGEST_QUEUE);
          expect(new Set([...one.shown(), ...one.waiting()]).size).toBe(
            one.shown().length + one.waiting().length,
          );
          expect(one.wakeAt() ?? Number.POSITIVE_INFINITY).toBeGreaterThan(one.now());
          one.passes(gap);
          for (const id of since.keys()) if (!one.waiting().includes(id)) since.delete(id);
          for (const id of one.waiting())
            if (!since.has(id)) since.set(id, one.now());
            else expect(one.now() - (since.get(id) ?? 0)).toBeLessThan(LONGEST_WAIT_MS);
        }
        one.passes(120_000);
        const speaking = one.lines().filter(({ shown }) => shown.state === 'partial');
        expect(one.waiting()).toEqual([]);
        expect(one.shown().length).toBeLessThanOrEqual(speaking.length);
      }),
      { numRuns: 100 },
    );
  });
});
