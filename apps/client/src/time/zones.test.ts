import { describe, expect, it } from '@jest/globals';
import { instantOf, localOf, offsetMinutes, offsetName, trustedZone, wallTime } from './zones.ts';

const at = (text: string) => new Date(text);

describe('Kazakhstan, which moved to +05 on 1 March 2024', () => {
  it('is right in the time zone data of this runtime', () => {
    expect(offsetMinutes(at('2024-02-29T17:59:00Z'), 'Asia/Almaty')).toBe(360);
    expect(offsetMinutes(at('2024-02-29T18:00:00Z'), 'Asia/Almaty')).toBe(300);
    expect(offsetMinutes(at('2026-11-22T10:00:00Z'), 'Asia/Almaty')).toBe(300);
  });

  it('is put right where a browser still has the old data, so that nobody comes an hour late', () => {
    const stale = () => 360;
    expect(trustedZone('Asia/Almaty', at('2026-11-22T10:00:00Z'), stale)).toBe('Etc/GMT-5');
    expect(offsetName(at('2026-11-22T10:00:00Z'), 'Etc/GMT-5')).toBe('UTC+5');
  });

  it('leaves the time before the change and other zones alone', () => {
    const stale = () => 360;
    expect(trustedZone('Asia/Almaty', at('2024-01-01T00:00:00Z'), stale)).toBe('Asia/Almaty');
    expect(trustedZone('Asia/Bishkek', at('2026-11-22T10:00:00Z'), stale)).toBe('Asia/Bishkek');
  });
});

describe('the offset of a zone', () => {
  it.each([
    ['Asia/Shanghai', 'UTC+8'],
    ['Asia/Urumqi', 'UTC+6'],
    ['Asia/Tashkent', 'UTC+5'],
    ['Asia/Bishkek', 'UTC+6'],
    ['Asia/Hovd', 'UTC+7'],
    ['Asia/Kolkata', 'UTC+5:30'],
    ['America/New_York', 'UTC−5'],
    ['UTC', 'UTC'],
  ])('of %s is %s', (zone, name) => {
    expect(offsetName(at('2026-11-22T10:00:00Z'), zone)).toBe(name);
  });
});

describe('a time typed on the reader’s clock', () => {
  it('is the instant that this clock means', () => {
    expect(instantOf('2026-11-23T10:00', 'Asia/Shanghai')?.toISOString()).toBe(
      '2026-11-23T02:00:00.000Z',
    );
    expect(instantOf('2026-11-23T10:00', 'Asia/Urumqi')?.toISOString()).toBe(
      '2026-11-23T04:00:00.000Z',
    );
  });

  it('is right on the day the clocks change', () => {
    expect(instantOf('2026-03-29T03:30', 'Europe/Berlin')?.toISOString()).toBe(
      '2026-03-29T01:30:00.000Z',
    );
  });

  it('comes back as it was typed', () => {
    const instant = instantOf('2026-01-05T09:05', 'Asia/Almaty');
    expect(instant && localOf(instant, 'Asia/Almaty')).toBe('2026-01-05T09:05');
  });

  it('is nothing when it is no time', () => {
    expect(instantOf('', 'Asia/Shanghai')).toBeUndefined();
  });
});

it('knows the weekday of the place, not of the server', () => {
  const lateOnSunday = at('2026-11-22T17:30:00Z');
  expect(wallTime(lateOnSunday, 'Asia/Shanghai')).toMatchObject({ weekday: 1, day: 23, hour: 1 });
  expect(wallTime(lateOnSunday, 'Asia/Almaty')).toMatchObject({ weekday: 7, day: 22, hour: 22 });
});

describe('a time that is entered where clocks change', () => {
  it('in the hour that is left out, is an hour later, and says so when it is shown', () => {
    const entered = instantOf('2026-03-29T02:30', 'Europe/Berlin');
    expect(entered?.toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(entered && localOf(entered, 'Europe/Berlin')).toBe('2026-03-29T03:30');
  });

  it('in the hour that comes twice, is its second passing', () => {
    const entered = instantOf('2026-10-25T02:30', 'Europe/Berlin');
    expect(entered?.toISOString()).toBe('2026-10-25T01:30:00.000Z');
    expect(entered && localOf(entered, 'Europe/Berlin')).toBe('2026-10-25T02:30');
  });

  it('that no calendar has, is none', () => {
    expect(instantOf('2026-13-40T10:00', 'Asia/Almaty')).toBeUndefined();
  });
});
