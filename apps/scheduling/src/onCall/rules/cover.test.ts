import { expect, it } from '@jest/globals';
import { type Callable, coverOf } from './cover.ts';

const window = { start: 0, end: 24 };
const person = (id: string, change: Partial<Callable> = {}): Callable => ({
  id,
  organizationId: 'first',
  organizationName: 'First',
  specialty: 'cardiology',
  languagePairs: [],
  ...change,
});
const shift = (actorId: string, start: number, end: number) => ({ actorId, start, end });

it('tells when nobody of a specialty is on call, and when more than one is', () => {
  const people = [person('one'), person('two')];
  const [cardiology, ...others] = coverOf(window, people, [
    shift('one', 8, 20),
    shift('two', 18, 30),
  ]);
  expect(others).toEqual([]);
  expect(cardiology).toMatchObject({
    organizationId: 'first',
    specialty: 'cardiology',
    gaps: [{ start: 0, end: 8 }],
    overlaps: [{ start: 18, end: 20 }],
  });
});

it('counts each hospital by itself: its stat requests page its own people', () => {
  const people = [person('one'), person('two', { organizationId: 'sixth' })];
  const covers = coverOf(window, people, [shift('one', 0, 24)]);
  expect(covers.map(({ organizationId, gaps }) => [organizationId, gaps.length])).toEqual([
    ['first', 0],
    ['sixth', 1],
  ]);
});

it('counts a pair of languages in both directions, whatever the hospital', () => {
  const interpreter = (id: string, pair: readonly ['zh-CN' | 'ky', 'zh-CN' | 'ky']) =>
    person(id, { specialty: undefined, languagePairs: [pair], organizationId: id });
  const people = [interpreter('one', ['zh-CN', 'ky']), interpreter('two', ['ky', 'zh-CN'])];
  expect(coverOf(window, people, [shift('one', 0, 12), shift('two', 12, 24)])).toEqual([
    { languages: ['ky', 'zh-CN'], gaps: [], overlaps: [] },
  ]);
});
