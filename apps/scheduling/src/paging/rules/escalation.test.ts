import { expect, it } from '@jest/globals';
import { type Audiences, nextPages } from './escalation.ts';

const audiences: Audiences = [['on-call'], ['on-call', 'colleague'], ['coordinator', 'admin']];

it('pages who is on call, then the colleagues, then the coordination', () => {
  expect(nextPages(0, audiences, new Set())).toEqual({ level: 1, people: ['on-call'] });
  expect(nextPages(1, audiences, new Set(['on-call']))).toEqual({
    level: 2,
    people: ['colleague'],
  });
  expect(nextPages(2, audiences, new Set(['on-call', 'colleague']))).toMatchObject({ level: 3 });
});

it('does not wait for a level where nobody is left to page', () => {
  expect(nextPages(0, [[], ['colleague'], []], new Set())).toEqual({
    level: 2,
    people: ['colleague'],
  });
  expect(nextPages(0, [[], [], ['coordinator']], new Set())).toEqual({
    level: 3,
    people: ['coordinator'],
  });
  expect(nextPages(1, [['a'], ['a'], ['c']], new Set(['a']))).toEqual({
    level: 3,
    people: ['c', 'a'],
  });
});

it('pages everybody again as long as nobody answers', () => {
  const everybody = ['on-call', 'colleague', 'coordinator', 'admin'];
  expect(nextPages(3, audiences, new Set(everybody)).people.toSorted()).toEqual(
    everybody.toSorted(),
  );
});
