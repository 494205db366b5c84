import type { AppointmentStatus, ParticipantRole } from '@silkconsult/protocol';
import { admissionWindow, type Times } from '../appointments/rules/times.ts';
import type { Reason } from '../rules/reason.ts';

export interface AdmissionFacts extends Times {
  status: AppointmentStatus;
  /** The part that the asker plays; undefined for who takes no part. */
  role: ParticipantRole | undefined;
}

/**
 * Why somebody is not let into the room; undefined when they are. A fulfilled consult still lets its
 * people in while its window is open: the link of one side may have ended it too soon. So does a
 * no-show, for who comes after all.
 */
export function refuseAdmission(facts: AdmissionFacts, now: Date): Reason | undefined {
  if (!facts.role || facts.role === 'location') return { code: 'not_a_participant' };
  if (facts.status === 'cancelled') return { code: 'appointment_cancelled' };
  if (facts.status === 'proposed' || facts.status === 'pending')
    return { code: 'appointment_not_booked' };
  const { opensAt, closesAt } = admissionWindow(facts);
  if (now < opensAt) return { code: 'too_early', params: { opensAt: opensAt.toISOString() } };
  if (now > closesAt) return { code: 'too_late', params: { closesAt: closesAt.toISOString() } };
  return undefined;
}
