import { expect, it } from '@jest/globals';
import { DESTINATIONS, inTheRow } from './navigation.ts';

it('puts the rarer pages behind "More" where one row would not hold all, and loses none', () => {
  const { row, more } = inTheRow(DESTINATIONS);
  expect(more.every(({ rare }) => rare)).toBe(true);
  expect(new Set([...row, ...more])).toEqual(new Set(DESTINATIONS));
  const few = DESTINATIONS.slice(0, 6);
  expect(inTheRow(few)).toEqual({ row: few, more: [] });
});

it('hides no single page behind a word as long as its name', () => {
  const rare = DESTINATIONS.filter((one) => one.rare).slice(0, 1);
  const some = [...DESTINATIONS.filter((one) => !one.rare), ...rare];
  expect(inTheRow(some)).toEqual({ row: some, more: [] });
});
