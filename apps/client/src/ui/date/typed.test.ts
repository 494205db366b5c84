import { describe, expect, it } from '@jest/globals';
import { monthsFrom, typedDate, typedTime, weeksOf } from './typed.ts';

describe('a typed day', () => {
  it.each([
    '2026-12-05',
    '2026.12.5',
    '20261205',
    '5.12.2026',
    '05/12/2026',
    ' 5 12 2026 ',
    '2026年12月5日',
    '۵.۱۲.۲۰۲۶',
  ])('%s is the fifth of December', (text) => {
    expect(typedDate(text)).toBe('2026-12-05');
  });

  it.each([
    '',
    '5',
    '5.12',
    '5.12.26',
    '31.2.2027',
    '29.2.2027',
    '32.1.2027',
    '2026-13-01',
    'soon',
  ])('%j is none', (text) => {
    expect(typedDate(text)).toBeUndefined();
  });

  it('knows the day that comes every four years', () => {
    expect(typedDate('29.2.2028')).toBe('2028-02-29');
  });
});

describe('a typed time', () => {
  it.each([
    ['9:30', '09:30'],
    ['09.30', '09:30'],
    ['930', '09:30'],
    ['0930', '09:30'],
    ['9', '09:00'],
    ['23：59', '23:59'],
    ['۰۹:۳۰', '09:30'],
  ])('%s is %s', (text, time) => {
    expect(typedTime(text)).toBe(time);
  });

  it.each(['', '24:00', '9:60', '9:3', 'noon', '12345'])('%j is none', (text) => {
    expect(typedTime(text)).toBeUndefined();
  });
});

describe('a month', () => {
  it('is shown in weeks from Monday on', () => {
    const weeks = weeksOf('2027-02');
    expect(weeks).toHaveLength(4);
    expect([weeks[0]?.[0], weeks.at(-1)?.at(-1)]).toEqual(['2027-02-01', '2027-02-28']);
    expect(weeksOf('2026-11')[0]).toContain('2026-10-26');
    expect(weeksOf('2026-11')).toHaveLength(6);
  });

  it('follows another over the years', () => {
    expect([monthsFrom('2026-12', 1), monthsFrom('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
  });
});
