import type { AppointmentStatus } from '@silkconsult/protocol';
import { admissionWindow, type Times } from '../../appointments/rules/times.ts';
import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';

/**
 * Why the viewer may not rehearse the link of a consult that they see; undefined when they may.
 * Staff may, on both sides and as often as they like, until the consult is over; a patient has the
 * device check.
 */
export function refuseRehearsal(
  viewer: Viewer,
  consult: Times & { status: AppointmentStatus },
  now: Date,
): Reason | undefined {
  if (viewer.role === 'patient' || viewer.role === 'observer') return { code: 'forbidden' };
  if (consult.status === 'cancelled') return { code: 'appointment_cancelled' };
  const { closesAt } = admissionWindow(consult);
  const over = consult.status === 'fulfilled' || consult.status === 'noshow' || now > closesAt;
  return over ? { code: 'too_late', params: { closesAt: closesAt.toISOString() } } : undefined;
}
