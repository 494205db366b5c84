import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';

const HOUR = 3_600_000;
const LONGEST_SHIFT = 7 * 24 * HOUR;

/**
 * Who is on call is known to those who work in the hospitals of Urumqi; interpreters of other
 * hospitals see their own shifts.
 */
export function refuseReading(viewer: Viewer, mine: boolean): Reason | undefined {
  if (mine && viewer.role !== 'patient') return undefined;
  return viewer.organizationKind === 'urumqi' && viewer.role !== 'patient'
    ? undefined
    : { code: 'forbidden' };
}

/** Shifts are set by the coordinators in Urumqi and by the organisation's administrators. */
export function refusePlanning(viewer: Viewer, organizationId: string): Reason | undefined {
  if (viewer.organizationKind !== 'urumqi') return { code: 'forbidden' };
  const may =
    viewer.role === 'coordinator' ||
    (viewer.role === 'admin' && viewer.organizationId === organizationId);
  return may ? undefined : { code: 'forbidden' };
}

export function refuseShift(
  { start, end }: { start: Date; end: Date },
  now: Date,
): Reason | undefined {
  if (end <= start) return { code: 'end_before_start' };
  if (end.getTime() - start.getTime() > LONGEST_SHIFT)
    return { code: 'appointment_too_long', params: { maxHours: LONGEST_SHIFT / HOUR } };
  if (end <= now)
    return { code: 'appointment_in_the_past', params: { start: start.toISOString() } };
  return undefined;
}
