import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { onRingingChange, ringingCall, startRinging, stopRinging } from './ringing.ts';

let number = 0;
const call = () => {
  number += 1;
  return { id: `c${number}`, title: 'In 30 minutes', path: '/appointments/a1' };
};

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  stopRinging();
  jest.useRealTimers();
});

it('rings until it is silenced, and tells who shows it', () => {
  const changes: (string | undefined)[] = [];
  const leave = onRingingChange(() => changes.push(ringingCall()?.id));
  const one = call();
  startRinging(one);
  stopRinging();
  stopRinging();
  leave();
  startRinging(call());
  expect(changes).toEqual([one.id, undefined]);
});

it('stops by itself after a minute', () => {
  startRinging(call());
  jest.advanceTimersByTime(59_000);
  expect(ringingCall()).toBeDefined();
  jest.advanceTimersByTime(1000);
  expect(ringingCall()).toBeUndefined();
});

it('does not ring twice for the same, however often it is told', () => {
  const one = call();
  startRinging(one);
  stopRinging();
  startRinging(one);
  expect(ringingCall()).toBeUndefined();
});

it('lets the newest call ring', () => {
  startRinging(call());
  const newest = call();
  startRinging(newest);
  jest.advanceTimersByTime(30_000);
  expect(ringingCall()).toEqual(newest);
});
