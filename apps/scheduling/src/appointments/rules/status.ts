import type { AppointmentStatus } from '@silkconsult/protocol';
import type { Reason } from '../../rules/reason.ts';

/** The one status machine: what each status may become. */
const NEXT: Record<AppointmentStatus, readonly AppointmentStatus[]> = {
  proposed: ['pending', 'booked', 'cancelled'],
  pending: ['booked', 'cancelled'],
  booked: ['arrived', 'cancelled', 'noshow'],
  arrived: ['fulfilled', 'cancelled', 'noshow'],
  fulfilled: [],
  cancelled: [],
  noshow: [],
};

/** While in one of these, an appointment holds the time of all its actors. */
const HOLDING: readonly AppointmentStatus[] = ['pending', 'booked', 'arrived'];

export function holdsTime(status: AppointmentStatus): boolean {
  return HOLDING.includes(status);
}

/** Why the appointment cannot go from one status to the other; undefined when it can. */
export function refuseTransition(
  from: AppointmentStatus,
  to: AppointmentStatus,
): Reason | undefined {
  return NEXT[from].includes(to)
    ? undefined
    : { code: 'status_transition_refused', params: { from, to } };
}

/** A consult that has begun stays when it was: only one that has not may move. */
export function refuseReschedule(status: AppointmentStatus): Reason | undefined {
  return ['proposed', 'pending', 'booked'].includes(status)
    ? undefined
    : { code: 'status_transition_refused', params: { from: status, to: status } };
}

/** A no-show can be told only when the consult should have begun. */
export function refuseNoshow(startsAt: Date, now: Date): Reason | undefined {
  return startsAt <= now
    ? undefined
    : { code: 'too_early', params: { opensAt: startsAt.toISOString() } };
}
