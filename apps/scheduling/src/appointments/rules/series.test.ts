import { expect, it } from '@jest/globals';
import { timesOfSeries } from './series.ts';

const at = (start: string) => ({
  start: new Date(start),
  end: new Date(Date.parse(start) + 30 * 60_000),
});
const starts = (first: string, repeat: Parameters<typeof timesOfSeries>[1], zone: string) =>
  timesOfSeries(at(first), repeat, zone).map(({ start }) => start.toISOString().slice(0, 16));

it('keeps the time of day in the organiser’s zone when its clocks change', () => {
  expect(starts('2024-02-23T04:00:00Z', { every: 'week', count: 3 }, 'Asia/Almaty')).toEqual([
    '2024-02-23T04:00',
    '2024-03-01T05:00',
    '2024-03-08T05:00',
  ]);
});

it('by month takes the last day of a shorter one, and comes back to its own', () => {
  expect(starts('2026-12-31T02:00:00Z', { every: 'month', count: 4 }, 'Asia/Shanghai')).toEqual([
    '2026-12-31T02:00',
    '2027-01-31T02:00',
    '2027-02-28T02:00',
    '2027-03-31T02:00',
  ]);
});

it('is one consult without repetition', () => {
  expect(starts('2026-12-31T02:00:00Z', undefined, 'Asia/Shanghai')).toHaveLength(1);
});
