import type { NewCase, WrittenCase } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { appointmentScope, refuseManaging } from '../appointments/rules/access.ts';
import {
  deleteHolds,
  findAppointment,
  lockAppointment,
  participantsOf,
  updateAppointment,
} from '../appointments/store.ts';
import { toParts, viewAppointment } from '../appointments/view.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Tx } from '../database/types.ts';
import { appendEvent } from '../events/store.ts';
import { refuseIf } from '../http/refuse.ts';
import { tellChanged } from '../notices/consults.ts';
import { closeOffers } from '../offers/follow.ts';
import type { Viewer } from '../rules/viewer.ts';
import { followConsult } from '../serviceRequests/follow.ts';
import { openCase } from './open.ts';
import { refuseCases, statusInWriting } from './rules.ts';
import { findCase } from './store.ts';
import { viewCase } from './view.ts';

/**
 * Makes a consult a written case because somebody says so: its time is freed, everybody is told, and
 * what was asked is answered in writing.
 *
 * @throws RefusedError `not_found`, `forbidden`, `version_conflict` with the `current` consult, and
 * `status_transition_refused` when it has a case already.
 */
export async function openCaseByHand(
  context: Context,
  viewer: Viewer,
  id: string,
  { version, reason }: NewCase,
): Promise<WrittenCase> {
  refuseIf(refuseCases(viewer));
  return inTransaction(context.db, async (tx) => {
    const at = context.now();
    const scope = appointmentScope(viewer);
    if (!(await findAppointment(tx, scope, id))) throw new RefusedError('not_found');
    refuseIf(refuseManaging(viewer, toParts(await participantsOf(tx, [id]))));
    const current = await lockAppointment(tx, id);
    if (!current) throw new RefusedError('not_found');
    if (current.version !== version)
      throw new RefusedError('version_conflict', { current: await viewAppointment(tx, current) });
    const opened = await openCase(tx, id, 'by-hand', at, { by: viewer.personId, reason });
    if (!opened)
      throw new RefusedError('status_transition_refused', {
        from: current.status,
        to: current.status,
      });
    const status = statusInWriting(current.status, current.starts_at, at);
    if (status !== current.status) await conclude(context, tx, current, status, reason, at);
    await recordAudit(tx, at, viewer, 'open', 'written_case', opened);
    const written = await findCase(tx, scope, opened);
    if (!written) throw new Error('the case that was just opened is there');
    return viewCase(tx, written);
  }).finally(context.feed.poke);
}

async function conclude(
  context: Context,
  tx: Tx,
  current: NonNullable<Awaited<ReturnType<typeof lockAppointment>>>,
  status: ReturnType<typeof statusInWriting>,
  reason: string,
  at: Date,
): Promise<void> {
  const { id } = current;
  const isCancelled = status === 'cancelled';
  await updateAppointment(tx, id, {
    status,
    cancellation_reason: isCancelled ? reason : undefined,
  });
  await deleteHolds(tx, id);
  await followConsult(tx, current.service_request_id, status, at);
  await closeOffers(context, tx, id, status, at);
  await appendEvent(tx, isCancelled ? 'appointmentCancelled' : 'appointmentStatusChanged', id, at);
  const changed = await lockAppointment(tx, id);
  if (changed) await tellChanged(context, tx, current, changed);
}
