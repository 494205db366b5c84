import { expect, it } from '@jest/globals';
import { bandOf, scoreOf } from './quality.ts';

const producer = (paused: boolean, ...scores: number[]) => ({
  paused,
  score: scores.map((score, encodingIdx) => ({ score, encodingIdx, ssrc: encodingIdx })),
});

it('is the worst of what is being sent, each at its best layer', () => {
  expect(scoreOf([producer(false, 0, 4, 9), producer(false, 7)])).toBe(7);
});

it('leaves out what is paused or not scored yet', () => {
  expect(scoreOf([producer(true, 0), producer(false), producer(false, 10)])).toBe(10);
  expect(scoreOf([producer(true, 3)])).toBeUndefined();
});

it('falls into bands that people can tell apart', () => {
  expect([0, 3, 6, 10].map(bandOf)).toEqual(['lost', 'poor', 'fair', 'good']);
});
