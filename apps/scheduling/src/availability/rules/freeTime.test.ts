import { describe, expect, it } from '@jest/globals';
import type { Schedule } from '@silkconsult/protocol';
import fc from 'fast-check';
import { intersect, normalize, union } from '../../intervals/intervals.ts';
import { type ActorTime, freeTimeOf, slotsOf, whyUnavailable } from './freeTime.ts';
import { openingOf } from './opening.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** 10:00 in Urumqi by Beijing time, a Monday. */
const TEN = Date.parse('2026-11-23T02:00:00Z');
const DAY = { start: Date.parse('2026-11-22T16:00:00Z'), end: Date.parse('2026-11-23T16:00:00Z') };
const at = (hour: number, minutes: number) => {
  const start = TEN + (hour - 10) * HOUR;
  return { start, end: start + minutes * MINUTE };
};

function actor(change: Partial<Schedule> = {}, rest: Partial<ActorTime> = {}): ActorTime {
  return {
    schedule: {
      weekly: [{ weekday: 1, start: '09:00', end: '18:00' }],
      observesHolidays: true,
      buffers: { beforeMinutes: 0, afterMinutes: 0 },
      dailyMaximum: {},
      ...change,
    },
    timeZone: 'Asia/Shanghai',
    country: 'CN',
    exceptions: [],
    held: [],
    ...rest,
  };
}

describe('free time', () => {
  it('and what is held are the rules, whatever is held', () => {
    const held = fc.array(
      fc.tuple(fc.integer({ min: 6, max: 20 }), fc.integer({ min: 15, max: 240 })),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(held, (some) => {
        const one = actor({}, { held: some.map(([hour, minutes]) => at(hour, minutes)) });
        const free = freeTimeOf(one, DAY, HOUR);
        const opening = openingOf(one, DAY);
        const taken = intersect(normalize(one.held), opening);
        expect(union(free, taken)).toEqual(opening);
        expect(intersect(free, taken)).toEqual([]);
      }),
    );
  });

  it('keeps both buffers between two consults', () => {
    const buffers = { beforeMinutes: 10, afterMinutes: 20 };
    const one = actor({ buffers }, { held: [at(12, 60)] });
    expect(freeTimeOf(one, DAY, HOUR)).toEqual([
      { start: at(9, 0).start, end: at(11.5, 0).start },
      { start: at(13.5, 0).start, end: at(18, 0).start },
    ]);
  });

  it('is over for the day when its maximum is reached', () => {
    const dailyMaximum = { consults: 2 };
    const once = actor({ dailyMaximum }, { held: [at(9, 30)] });
    expect(freeTimeOf(once, DAY, HOUR)).not.toEqual([]);
    const twice = { ...once, held: [at(9, 30), at(11, 30)] };
    expect(freeTimeOf(twice, DAY, HOUR)).toEqual([]);
    const minutes = actor({ dailyMaximum: { minutes: 90 } }, { held: [at(9, 45)] });
    expect(freeTimeOf(minutes, DAY, 45 * MINUTE)).not.toEqual([]);
    expect(freeTimeOf(minutes, DAY, 50 * MINUTE)).toEqual([]);
  });
});

describe('the slots of a window', () => {
  it('follow each other without a gap, whatever is in it', () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 8 });
    fc.assert(
      fc.property(hours, fc.integer({ min: 1, max: 60 }), (some, minutes) => {
        const held = some.map((hour) => at(hour, minutes));
        const slots = slotsOf(actor({}, { held }), held.slice(0, 2), DAY);
        expect(slots[0]?.start).toBe(new Date(DAY.start).toISOString());
        expect(slots.at(-1)?.end).toBe(new Date(DAY.end).toISOString());
        for (const [index, slot] of slots.entries())
          if (slots[index + 1]) expect(slots[index + 1]?.start).toBe(slot.end);
      }),
    );
  });

  it('tell apart what is free, busy, tentative and closed', () => {
    const held = [at(9, 60), at(11, 60)];
    expect(slotsOf(actor({}, { held }), [at(11, 60)], DAY).map(({ status }) => status)).toEqual([
      'busy-unavailable',
      'busy',
      'free',
      'busy-tentative',
      'free',
      'busy-unavailable',
    ]);
  });
});

describe('why somebody cannot be booked', () => {
  const leave = { kind: 'leave' as const, ...at(15, 120) };
  it.each([
    ['in working hours', actor(), at(10, 60), undefined],
    ['before them', actor(), at(8, 60), 'outside-hours'],
    ['over their end', actor(), at(17.5, 60), 'outside-hours'],
    ['on leave', actor({}, { exceptions: [leave] }), at(14.5, 60), 'leave'],
    [
      'too close to the last one',
      actor({ buffers: { beforeMinutes: 5, afterMinutes: 10 } }, { held: [at(10, 60)] }),
      at(11, 30),
      'buffer',
    ],
    [
      'one too many',
      actor({ dailyMaximum: { consults: 1 } }, { held: [at(10, 60)] }),
      at(14, 30),
      'daily-maximum',
    ],
  ] as const)('%s', (_case, who, when, why) => {
    expect(whyUnavailable(who, when)).toBe(why);
  });

  it('on a holiday', () => {
    const start = Date.parse('2026-10-01T02:00:00Z');
    const holiday = actor({ weekly: [{ weekday: 4, start: '09:00', end: '18:00' }] });
    expect(whyUnavailable(holiday, { start, end: start + HOUR })).toBe('holiday');
  });
});
