import type { AppointmentStatus } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { responseMinutesOf } from '../agreements/store.ts';
import type { Tx } from '../database/types.ts';
import { appendRequestEvent } from '../events/store.ts';
import type { Viewer } from '../rules/viewer.ts';
import { requestScope } from './rules/access.ts';
import { respondBy } from './rules/draft.ts';
import { stageAfterConsult, statusOf } from './rules/stages.ts';
import * as store from './store.ts';

/**
 * A consult is being booked for the request, in the booking's transaction.
 *
 * @throws RefusedError when the viewer does not see the request, or it does not wait to be booked.
 */
export async function bookRequest(tx: Tx, viewer: Viewer, id: string, at: Date): Promise<void> {
  const visible = await store.findRequest(tx, requestScope(viewer), id);
  const request = visible && (await store.lockRequest(tx, id));
  if (!request) throw new RefusedError('not_found');
  if (request.stage !== 'accepted')
    throw new RefusedError('status_transition_refused', { from: request.stage, to: 'booked' });
  await store.updateRequest(tx, id, { stage: 'booked', respond_by: null });
  await appendRequestEvent(tx, id, at);
}

/**
 * The request follows what became of its last consult (a series has several): called off or missed,
 * it waits to be booked again.
 */
export async function followConsult(
  tx: Tx,
  id: string | null,
  status: AppointmentStatus,
  at: Date,
): Promise<void> {
  const stage = stageAfterConsult(status);
  if (id === null || stage === undefined) return;
  const request = await store.lockRequest(tx, id);
  if (request?.stage !== 'booked' || (await store.hasConsultAhead(tx, id))) return;
  const minutes = await responseMinutesOf(tx, request.agreement_id);
  await store.updateRequest(tx, id, {
    stage,
    status: statusOf(stage, false),
    respond_by: stage === 'accepted' && minutes ? respondBy(at, minutes, request.urgency) : null,
  });
  await appendRequestEvent(tx, id, at);
}
