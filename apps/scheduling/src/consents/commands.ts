import type { Consent, NewConsent } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { appointmentScope } from '../appointments/rules/access.ts';
import { findAppointment, participantsOf } from '../appointments/store.ts';
import { toParts } from '../appointments/view.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { appendEvent } from '../events/store.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { refuseConsent } from './rules.ts';
import { consentsOf, insertConsent, toConsent } from './store.ts';

/**
 * Writes down what a patient says about the consult; what was said before stays on record.
 *
 * @throws RefusedError `not_found`, `actor_unknown`, `forbidden`
 */
export async function recordConsent(
  context: Context,
  viewer: Viewer,
  appointmentId: string,
  { patient, status }: NewConsent,
): Promise<Consent> {
  const { db, now, feed } = context;
  return inTransaction(db, async (tx) => {
    if (!(await findAppointment(tx, appointmentScope(viewer), appointmentId)))
      throw new RefusedError('not_found');
    const parts = toParts(await participantsOf(tx, [appointmentId]));
    refuseIf(refuseConsent(viewer, parts, patient));
    const at = now();
    await insertConsent(tx, {
      appointment_id: appointmentId,
      patient_id: patient,
      status,
      recorded_by: viewer.personId,
      at,
    });
    await appendEvent(tx, 'consentChanged', appointmentId, at);
    await recordAudit(tx, at, viewer, `consent ${status}`, 'appointment', appointmentId);
    const row = (await consentsOf(tx, [appointmentId])).find((one) => one.patient_id === patient);
    if (!row) throw new Error('the consent that was just written is there');
    return toConsent(row);
  }).finally(feed.poke);
}
