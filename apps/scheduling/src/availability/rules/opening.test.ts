import { describe, expect, it } from '@jest/globals';
import type { Schedule, WeeklyHours } from '@silkconsult/protocol';
import fc from 'fast-check';
import { lengthOf } from '../../intervals/intervals.ts';
import { isHoliday } from './holidays.ts';
import { openingOf, type ScheduleFacts } from './opening.ts';
import { instantAt } from './wallClock.ts';

const HOUR = 3_600_000;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

function facts(
  weekly: readonly Omit<WeeklyHours, 'weekday'>[],
  timeZone: string,
  change: Partial<Schedule> = {},
  rest: Partial<ScheduleFacts> = {},
): ScheduleFacts {
  return {
    schedule: {
      weekly: EVERY_DAY.flatMap((weekday) => weekly.map((hours) => ({ ...hours, weekday }))),
      observesHolidays: false,
      buffers: { beforeMinutes: 0, afterMinutes: 0 },
      dailyMaximum: {},
      ...change,
    },
    timeZone,
    country: 'CN',
    exceptions: [],
    ...rest,
  };
}

const window = (from: string, to: string) => ({ start: Date.parse(from), end: Date.parse(to) });
const opening = (one: ScheduleFacts, from: string, to: string) =>
  openingOf(one, window(from, to)).map(({ start, end }) => [
    new Date(start).toISOString().slice(0, 16),
    new Date(end).toISOString().slice(0, 16),
  ]);
const morning = [{ start: '09:00', end: '12:00' }];

describe('weekly hours become instants', () => {
  it('of Almaty before and after 1 March 2024, when its clocks went from +06 to +05', () => {
    expect(
      opening(facts(morning, 'Asia/Almaty'), '2024-02-28T00:00Z', '2024-03-02T12:00Z'),
    ).toEqual([
      ['2024-02-28T03:00', '2024-02-28T06:00'],
      ['2024-02-29T03:00', '2024-02-29T06:00'],
      ['2024-03-01T04:00', '2024-03-01T07:00'],
      ['2024-03-02T04:00', '2024-03-02T07:00'],
    ]);
  });

  it('two hours apart on the two clocks of Urumqi', () => {
    const at = (zone: string) =>
      opening(facts(morning, zone), '2026-11-23T00:00Z', '2026-11-23T12:00Z');
    expect(at('Asia/Shanghai')).toEqual([['2026-11-23T01:00', '2026-11-23T04:00']]);
    expect(at('Asia/Urumqi')).toEqual([['2026-11-23T03:00', '2026-11-23T06:00']]);
  });

  it('an hour apart in Hovd and Ulaanbaatar', () => {
    const at = (zone: string) =>
      opening(facts(morning, zone), '2026-11-23T00:00Z', '2026-11-23T12:00Z');
    expect(at('Asia/Hovd')).toEqual([['2026-11-23T02:00', '2026-11-23T05:00']]);
    expect(at('Asia/Ulaanbaatar')).toEqual([['2026-11-23T01:00', '2026-11-23T04:00']]);
  });

  it('that keep their wall clock when summer time begins and ends', () => {
    const berlin = facts(morning, 'Europe/Berlin');
    expect(opening(berlin, '2026-03-28T00:00Z', '2026-03-29T23:00Z')).toEqual([
      ['2026-03-28T08:00', '2026-03-28T11:00'],
      ['2026-03-29T07:00', '2026-03-29T10:00'],
    ]);
  });

  it('that cross midnight, and end at it', () => {
    const night = facts([{ start: '22:00', end: '02:00' }], 'Asia/Shanghai');
    expect(opening(night, '2026-11-23T00:00Z', '2026-11-24T12:00Z')).toEqual([
      ['2026-11-23T14:00', '2026-11-23T18:00'],
    ]);
    // The window begins in the middle of the night that began the day before.
    expect(opening(night, '2026-11-23T17:00Z', '2026-11-23T23:00Z')).toEqual([
      ['2026-11-23T17:00', '2026-11-23T18:00'],
    ]);
    const untilMidnight = facts([{ start: '20:00', end: '24:00' }], 'Asia/Shanghai');
    expect(opening(untilMidnight, '2026-11-23T00:00Z', '2026-11-24T00:00Z')).toEqual([
      ['2026-11-23T12:00', '2026-11-23T16:00'],
    ]);
    const always = facts([{ start: '00:00', end: '24:00' }], 'Asia/Shanghai');
    expect(opening(always, '2026-11-23T00:00Z', '2026-11-30T00:00Z')).toHaveLength(1);
  });

  it('within the days for which they are valid', () => {
    const [hours] = morning;
    const some = facts([{ ...hours, start: '09:00', end: '10:00', validTo: '2026-11-23' }], 'UTC');
    expect(opening(some, '2026-11-22T00:00Z', '2026-11-26T00:00Z')).toHaveLength(2);
  });
});

describe('times that no clock shows, or that it shows twice', () => {
  // New York, 8 March 2026: 02:00 becomes 03:00 at 07:00 UTC. 1 November: 02:00 becomes 01:00.
  const hoursOf = (start: string, end: string, day: string) =>
    opening(facts([{ start, end }], 'America/New_York'), `${day}T04:00Z`, `${day}T23:00Z`);

  it('both ends of a gap are the change itself: hours that do not exist are nobody’s', () => {
    expect(hoursOf('02:15', '02:45', '2026-03-08')).toEqual([]);
    expect(hoursOf('01:30', '02:30', '2026-03-08')).toEqual([
      ['2026-03-08T06:30', '2026-03-08T07:00'],
    ]);
    expect(hoursOf('02:30', '04:00', '2026-03-08')).toEqual([
      ['2026-03-08T07:00', '2026-03-08T08:00'],
    ]);
  });

  it('an hour that comes twice is worked twice', () => {
    expect(hoursOf('01:00', '02:00', '2026-11-01')).toEqual([
      ['2026-11-01T05:00', '2026-11-01T07:00'],
    ]);
    expect(hoursOf('01:30', '03:00', '2026-11-01')).toEqual([
      ['2026-11-01T05:30', '2026-11-01T08:00'],
    ]);
    expect(hoursOf('00:30', '01:30', '2026-11-01')).toEqual([
      ['2026-11-01T04:30', '2026-11-01T06:30'],
    ]);
  });

  it('a midnight that does not exist begins the day at its first instant', () => {
    // Cairo, 24 April 2026: 00:00 becomes 01:00.
    expect(new Date(instantAt('2026-04-24', '00:00', 'Africa/Cairo', 'start')).toISOString()).toBe(
      '2026-04-23T22:00:00.000Z',
    );
  });

  it('never turn hours round, in any zone on any day', () => {
    const zones = [
      'Asia/Almaty',
      'America/New_York',
      'Africa/Cairo',
      'Australia/Lord_Howe',
      'Asia/Urumqi',
    ];
    const time = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map(([hour, minute]) =>
        [hour, minute].map((part) => String(part).padStart(2, '0')).join(':'),
      );
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.nat(800), time, time, (zone, day, a, b) => {
        const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
        const [first, second] = [a, b].sort() as [string, string];
        const start = instantAt(date, first, zone, 'start');
        const end = instantAt(date, second, zone, 'end');
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end - start).toBeLessThanOrEqual(26 * HOUR);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what adds to the week and takes from it', () => {
  const leave = { kind: 'leave' as const, ...window('2026-11-23T02:00Z', '2026-11-23T03:00Z') };
  const extra = { kind: 'extra' as const, ...window('2026-11-23T02:30Z', '2026-11-23T08:00Z') };

  it('leave takes, extra hours add, and leave is the stronger', () => {
    const one = facts(morning, 'Asia/Shanghai', {}, { exceptions: [extra, leave] });
    expect(opening(one, '2026-11-23T00:00Z', '2026-11-23T12:00Z')).toEqual([
      ['2026-11-23T01:00', '2026-11-23T02:00'],
      ['2026-11-23T03:00', '2026-11-23T08:00'],
    ]);
  });

  it('holidays of the country are off for who observes them, extra hours are not', () => {
    const day = ['2026-10-01T00:00Z', '2026-10-01T12:00Z'] as const;
    const observing = { observesHolidays: true };
    expect(opening(facts(morning, 'Asia/Shanghai'), ...day)).toHaveLength(1);
    expect(opening(facts(morning, 'Asia/Shanghai', observing), ...day)).toEqual([]);
    const exceptions = [
      { kind: 'extra' as const, ...window('2026-10-01T05:00Z', '2026-10-01T06:00Z') },
    ];
    expect(opening(facts(morning, 'Asia/Shanghai', observing, { exceptions }), ...day)).toEqual([
      ['2026-10-01T05:00', '2026-10-01T06:00'],
    ]);
  });

  it('without a schedule every time is open but leave', () => {
    const nobody = { ...facts([], 'UTC'), schedule: undefined, exceptions: [leave] };
    expect(lengthOf(openingOf(nobody, window('2026-11-23T00:00Z', '2026-11-24T00:00Z')))).toBe(
      23 * HOUR,
    );
  });
});

describe('public holidays', () => {
  it.each([
    ['CN', '2027-02-06', '2027-06-01'],
    ['KZ', '2026-12-16', '2026-12-17'],
    ['KG', '2026-08-31', '2026-09-01'],
    ['TJ', '2026-09-09', '2026-09-10'],
    ['UZ', '2026-09-01', '2026-09-02'],
    ['TM', '2026-12-12', '2026-12-13'],
    ['MN', '2026-07-15', '2026-07-16'],
    ['PK', '2026-08-14', '2026-08-15'],
    ['RU', '2027-01-05', '2027-01-11'],
  ] as const)('%s rests on %s and works on %s', (country, off, on) => {
    expect([isHoliday(country, off), isHoliday(country, on)]).toEqual([true, false]);
  });

  it('follow the moon where they do', () => {
    expect(isHoliday('KG', '2027-05-16')).toBe(true); // Kurman Ait
    expect(isHoliday('TJ', '2026-03-20')).toBe(true); // Idi Ramazon
  });
});
