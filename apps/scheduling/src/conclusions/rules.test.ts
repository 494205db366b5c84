import { expect, it } from '@jest/globals';
import type { ParticipantRole } from '@silkconsult/protocol';
import { type ConsultPresence, failureOf, isOverdue, lastSign } from './rules.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 10, minute));
const stay = (role: ParticipantRole, from: number, to?: number) => ({
  id: `${role}${from}`,
  personId: role,
  role,
  joinedAt: at(from),
  leftAt: to === undefined ? null : at(to),
  leftBecause: null,
});
const wait = (role: ParticipantRole, from: number, to?: number) => ({
  id: `${role}${from}`,
  personId: role,
  role,
  since: at(from),
  until: to === undefined ? null : at(to),
});
const consult = (change: Partial<ConsultPresence> = {}): ConsultPresence => ({
  status: 'booked',
  end: at(45),
  stays: [],
  waits: [],
  ...change,
});

it('a consult to which nobody came has failed at its end, not before', () => {
  expect(failureOf(consult(), at(44))).toBeUndefined();
  expect(failureOf(consult(), at(45))).toBe('noshow');
});

it('a patient who waits on is not given up for half an hour', () => {
  const waiting = consult({ waits: [wait('patient', -5)] });
  expect(failureOf(waiting, at(74))).toBeUndefined();
  expect(failureOf(waiting, at(75))).toBe('noshow');
  expect(failureOf(consult({ waits: [wait('patient', -5, 20)] }), at(45))).toBe('noshow');
});

it('both came and were never there together: a dead link', () => {
  const missed = consult({ stays: [stay('specialist', 0, 10)], waits: [wait('patient', 20, 30)] });
  expect(failureOf(missed, at(45))).toBe('dead-link');
  const apart = consult({ stays: [stay('specialist', 0, 10), stay('referrer', 20, 30)] });
  expect(failureOf(apart, at(45))).toBe('dead-link');
});

it('those who have met have not failed, however late it is', () => {
  const met = consult({
    status: 'arrived',
    stays: [stay('specialist', 0, 30), stay('patient', 5, 30)],
  });
  expect(failureOf(met, at(300))).toBeUndefined();
});

it('what is concluded already stays as it is', () => {
  for (const status of ['fulfilled', 'cancelled', 'noshow', 'pending', 'proposed'] as const)
    expect(failureOf(consult({ status }), at(300))).toBeUndefined();
});

it('who met and never ended it is taken for done six hours after the end', () => {
  const stays = [stay('specialist', 0), stay('patient', 5, 50)];
  const met = consult({ status: 'arrived', stays });
  expect(isOverdue(met, at(45 + 359))).toBe(false);
  expect(isOverdue(met, at(45 + 360))).toBe(true);
  expect(isOverdue(consult({ stays }), at(500))).toBe(false);
  expect(isOverdue(consult({ status: 'arrived' }), at(500))).toBe(false);
  expect(lastSign(met)).toEqual(at(50));
});
