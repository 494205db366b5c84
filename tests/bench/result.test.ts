import { expect, it } from '@jest/globals';
import { median, percentile, result } from './result.ts';

it('takes percentiles by nearest rank, whatever the order', () => {
  const samples = [5, 1, 4, 2, 3];
  expect(median(samples)).toBe(3);
  expect(percentile(samples, 0.95)).toBe(5);
  expect(percentile([7], 0.95)).toBe(7);
});

it('has no percentile of nothing', () => {
  expect(() => median([])).toThrow('no samples');
});

it('passes up to the goal and fails above it', () => {
  expect(result('start', 5, 's', 5).pass).toBe(true);
  expect(result('start', 5.001, 's', 5).pass).toBe(false);
});
