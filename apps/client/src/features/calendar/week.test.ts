import { describe, expect, it } from '@jest/globals';
import { asDrawn, hoursOf, mondayOf, weeksFrom } from './week.ts';

describe('the week of an instant', () => {
  it('is that of the zone, not of the browser', () => {
    const sundayEvening = new Date('2026-11-22T17:30:00Z');
    expect(mondayOf(sundayEvening, 'Asia/Almaty')).toBe('2026-11-16');
    expect(mondayOf(sundayEvening, 'Asia/Shanghai')).toBe('2026-11-23');
  });

  it('begins on Monday across months and years', () => {
    expect(mondayOf(new Date('2027-01-01T06:00:00Z'), 'Asia/Bishkek')).toBe('2026-12-28');
    expect(weeksFrom('2026-12-28', 1)).toBe('2027-01-04');
    expect(weeksFrom('2026-12-28', -1)).toBe('2026-12-21');
  });
});

describe('a consult in the calendar', () => {
  it('is drawn where the clock on the wall of its reader stands', () => {
    const start = new Date('2026-11-23T04:00:00Z');
    expect(asDrawn(start, 'Asia/Shanghai')).toBe('2026-11-23T12:00:00Z');
    expect(asDrawn(start, 'Asia/Urumqi')).toBe('2026-11-23T10:00:00Z');
    expect(asDrawn(start, 'Asia/Almaty')).toBe('2026-11-23T09:00:00Z');
  });
});

describe('the hours that are drawn', () => {
  const consult = (start: string, end: string) => ({ start: new Date(start), end: new Date(end) });

  it('are office hours when nothing lies outside of them', () => {
    expect(hoursOf([], 'Asia/Shanghai')).toEqual({ from: '08:00:00', to: '20:00:00' });
  });

  it('reach as far as the earliest and the latest consult', () => {
    const early = consult('2026-11-22T21:30:00Z', '2026-11-22T22:00:00Z');
    const late = consult('2026-11-23T12:30:00Z', '2026-11-23T13:15:00Z');
    expect(hoursOf([early, late], 'Asia/Shanghai')).toEqual({ from: '05:00:00', to: '22:00:00' });
  });

  it('are all when a consult crosses midnight', () => {
    const night = consult('2026-11-23T15:30:00Z', '2026-11-23T16:30:00Z');
    expect(hoursOf([night], 'Asia/Shanghai')).toEqual({ from: '00:00:00', to: '24:00:00' });
  });
});
