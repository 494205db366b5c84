import { expect, it } from '@jest/globals';
import { type AppointmentStatus, appointmentStatusSchema } from '@silkconsult/protocol';
import { holdsTime, refuseReschedule, refuseTransition } from './status.ts';

const ALL = appointmentStatusSchema.options;
const LAST: readonly AppointmentStatus[] = ['fulfilled', 'cancelled', 'noshow'];
const next = (from: AppointmentStatus) => ALL.filter((to) => !refuseTransition(from, to));

it('goes from proposed over pending, booked and arrived to fulfilled', () => {
  const path: AppointmentStatus[] = ['proposed', 'pending', 'booked', 'arrived', 'fulfilled'];
  for (const [index, from] of path.entries()) {
    const to = path[index + 1];
    if (to) expect(next(from)).toContain(to);
  }
});

it('never goes back, and never leaves an end', () => {
  for (const status of LAST) expect(next(status)).toEqual([]);
  expect(next('arrived')).not.toContain('booked');
  expect(next('booked')).not.toContain('proposed');
  expect(next('booked')).not.toContain('fulfilled');
});

it('can be cancelled until it has ended', () => {
  for (const status of ALL) expect(next(status).includes('cancelled')).toBe(!LAST.includes(status));
});

it('holds time only while the consult is to take place', () => {
  expect(ALL.filter(holdsTime)).toEqual(['pending', 'booked', 'arrived']);
});

it('can be moved only before anybody arrived', () => {
  expect(ALL.filter((status) => !refuseReschedule(status))).toEqual([
    'proposed',
    'pending',
    'booked',
  ]);
});
