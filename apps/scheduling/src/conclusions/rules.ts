import type { AppointmentStatus, CaseCause } from '@silkconsult/protocol';
import { haveMet, type Stay, type Wait } from '../encounters/rules.ts';

/** So long after the planned end, somebody who is still there alone will not be joined any more. */
const PATIENCE_AFTER_END = 30 * 60_000;

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
