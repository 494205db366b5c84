import type { AppointmentStatus, CaseCause } from '@silkconsult/protocol';
import { haveMet, type Stay, type Wait } from '../encounters/rules.ts';

/** So long after the planned end, somebody who is still there alone will not be joined any more. */
const PATIENCE_AFTER_END = 30 * 60_000;

/** So long after the planned end, nobody is left who could still report that it is over. */
const GIVEN_UP_AFTER_END = 6 * 3_600_000;

export interface ConsultPresence {
  status: AppointmentStatus;
  end: Date;
  stays: readonly Stay[];
  waits: readonly Wait[];
}

/**
 * Why a consult has failed by now; undefined while it may still be held, or was. What was held is
 * fulfilled by its encounter's end, not here.
 *
 * Worked example: planned until 10:45, the patient waits from 09:55 on, no specialist comes. At 10:45
 * the patient is still there, so the consult is not given up; at 11:15 it is, as a no-show. Had the
 * specialist come at 10:00, found nobody and left at 10:10, and the patient at 10:20: both came and
 * were never there together, a dead link.
 */
export function failureOf(consult: ConsultPresence, now: Date): CaseCause | undefined {
  const { status, end, stays, waits } = consult;
  if ((status !== 'booked' && status !== 'arrived') || now < end) return undefined;
  const somebodyThere =
    stays.some(({ leftAt }) => leftAt === null) || waits.some(({ until }) => until === null);
  if (somebodyThere && now.getTime() < end.getTime() + PATIENCE_AFTER_END) return undefined;
  if (haveMet(stays)) return undefined;
  const came = [...stays, ...waits].map(({ role }) => role);
  const bothCame =
    came.includes('specialist') && (came.includes('patient') || came.includes('referrer'));
  return bothCame ? 'dead-link' : 'noshow';
}

/**
 * Whether a consult in which they met has to be concluded although nobody reported its end: the room's
 * node died for good, or its link was lost and nobody said what is to come of it.
 */
export function isOverdue({ status, end, stays }: ConsultPresence, now: Date): boolean {
  return (
    status === 'arrived' && haveMet(stays) && now.getTime() >= end.getTime() + GIVEN_UP_AFTER_END
  );
}

/** When such a consult was over, as far as anybody knows: at its planned end, or when the last was seen. */
export function lastSign({ end, stays }: ConsultPresence): Date {
  const signs = stays.flatMap(({ joinedAt, leftAt }) => [joinedAt, leftAt ?? joinedAt]);
  return [end, ...signs].reduce((a, b) => (a > b ? a : b));
}
