import { randomUUID } from 'node:crypto';
import type { CaseCause } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { appointmentScope } from '../appointments/rules/access.ts';
import { recordAudit } from '../audit/store.ts';
import type { Tx } from '../database/types.ts';
import { appendEvent } from '../events/store.ts';
import type { Viewer } from '../rules/viewer.ts';
import * as store from './store.ts';

/**
 * In the transaction in which a consult fails; a consult has at most one case.
 *
 * @returns The case's id, if it is new.
 */
export async function openCase(
  tx: Tx,
  appointmentId: string,
  cause: CaseCause,
  at: Date,
  opened?: { by: string; reason: string },
): Promise<string | undefined> {
  const id = randomUUID();
  const isNew = await store.insertCase(tx, {
    id,
    appointment_id: appointmentId,
    cause,
    opened_at: at,
    opened_by: opened?.by,
    reason: opened?.reason,
  });
  await appendEvent(tx, 'writtenCaseChanged', appointmentId, at);
  return isNew ? id : undefined;
}

/**
 * In the transaction that books the case's consult again.
 *
 * @throws RefusedError `not_found`, and `status_transition_refused` when it has a consult already.
 */
export async function rebookCase(
  tx: Tx,
  viewer: Viewer,
  id: string,
  nextAppointmentId: string,
  at: Date,
): Promise<void> {
  const visible = await store.findCase(tx, appointmentScope(viewer), id);
  const current = visible && (await store.lockCase(tx, id));
  if (!current) throw new RefusedError('not_found');
  if (current.status === 'rebooked')
    throw new RefusedError('status_transition_refused', { from: 'rebooked', to: 'rebooked' });
  await store.updateCase(tx, id, { status: 'rebooked', next_appointment_id: nextAppointmentId });
  await appendEvent(tx, 'writtenCaseChanged', current.appointment_id, at);
  await recordAudit(tx, at, viewer, 'rebook', 'written_case', id);
}
