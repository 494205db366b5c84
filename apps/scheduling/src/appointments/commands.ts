import type { Appointment, AppointmentChange, LiveEvent } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { appendEvent } from '../events/store.ts';
import { refuseIf } from '../http/refuse.ts';
import { tellChanged } from '../notices/consults.ts';
import { closeOffers, moveOffers, replaceInterpreter } from '../offers/follow.ts';
import type { Viewer } from '../rules/viewer.ts';
import { followConsult } from '../serviceRequests/follow.ts';
import { openCase } from '../writtenCases/open.ts';
import { requireFreeToMove } from './availability.ts';
import { holdingTime } from './holding.ts';
import { appointmentScope, refuseManaging } from './rules/access.ts';
import { refuseAgreement, refuseRelease } from './rules/interpretation.ts';
import { holdsTime, refuseNoshow, refuseReschedule, refuseTransition } from './rules/status.ts';
import { refuseTimes, type Times } from './rules/times.ts';
import type { AppointmentRow } from './store.ts';
import * as store from './store.ts';
import { toParts, viewAppointment } from './view.ts';

/** What a change does to the row, and what it is called in the live stream. */
function applyChange(
  current: AppointmentRow,
  change: AppointmentChange,
  now: Date,
): { set: Parameters<typeof store.updateAppointment>[2]; times: Times; event: LiveEvent['type'] } {
  const times = {
    start: change.start ? new Date(change.start) : current.starts_at,
    end: change.end ? new Date(change.end) : current.ends_at,
  };
  const moved =
    times.start.getTime() !== current.starts_at.getTime() ||
    times.end.getTime() !== current.ends_at.getTime();
  const status = change.status ?? current.status;
  if (moved) {
    refuseIf(refuseReschedule(current.status));
    refuseIf(refuseTimes(times, now));
  }
  if (status !== current.status) {
    refuseIf(refuseTransition(current.status, status));
    if (status === 'noshow') refuseIf(refuseNoshow(times.start, now));
  }
  let event: LiveEvent['type'] = 'appointmentStatusChanged';
  if (status === 'cancelled') event = 'appointmentCancelled';
  else if (moved) event = 'appointmentRescheduled';
  return {
    set: {
      status,
      starts_at: times.start,
      ends_at: times.end,
      tzdata_version: moved ? (process.versions.tz ?? '') : undefined,
      reason: change.reason,
      cancellation_reason: status === 'cancelled' ? change.cancellationReason : undefined,
    },
    times,
    event,
  };
}

/**
 * Reschedules, cancels or moves an appointment along its status machine. Its holds are freed and
 * taken anew in the same transaction: at no moment is half of it held.
 *
 * @throws RefusedError `version_conflict` with the `current` appointment when somebody was faster.
 */
export async function changeAppointment(
  context: Context,
  viewer: Viewer,
  id: string,
  change: AppointmentChange,
): Promise<Appointment> {
  let held: store.WantedHolds = { actorIds: [], times: [], except: id };
  const work = (): Promise<Appointment> =>
    inTransaction(context.db, async (tx) => {
      const at = context.now();
      const visible = await store.findAppointment(tx, appointmentScope(viewer), id);
      if (!visible) throw new RefusedError('not_found');
      const participants = await store.participantsOf(tx, [id]);
      refuseIf(refuseManaging(viewer, toParts(participants)));
      const actorIds = participants.map((participant) => participant.actor_id);
      await store.lockActors(tx, actorIds);
      const current = await store.lockAppointment(tx, id);
      if (!current) throw new RefusedError('not_found');
      if (current.version !== change.version)
        throw new RefusedError('version_conflict', { current: await viewAppointment(tx, current) });
      const { set, times, event } = applyChange(current, change, at);
      if (current.status === 'pending' && set.status === 'booked')
        refuseIf(refuseAgreement(viewer, current.interpretation, toParts(participants)));
      held = { actorIds, times: [times], except: id };
      if (event === 'appointmentRescheduled') {
        const coming = participants.filter(({ status }) => status !== 'declined');
        await requireFreeToMove(
          tx,
          viewer,
          coming.map(({ actor_id, role }) => ({ actor: actor_id, role })),
          times,
          { ...change, except: id },
        );
      }
      await store.updateAppointment(tx, id, set);
      await store.deleteHolds(tx, id);
      if (holdsTime(set.status ?? current.status)) await store.insertHolds(tx, id, times);
      if (set.status !== undefined && set.status !== current.status)
        await followConsult(tx, current.service_request_id, set.status, at);
      if (set.status === 'noshow' && current.status !== 'noshow')
        await openCase(tx, id, 'noshow', at);
      await appendEvent(tx, event, id, at);
      await recordAudit(tx, at, viewer, event, 'appointment', id);
      const changed = await store.lockAppointment(tx, id);
      if (!changed) throw new Error('the appointment that was just changed is there');
      await tellChanged(context, tx, current, changed);
      await closeOffers(context, tx, id, changed.status, at);
      if (event === 'appointmentRescheduled') await moveOffers(context, tx, changed, at);
      return viewAppointment(tx, changed);
    });
  return holdingTime(context.db, () => held, work).finally(() => {
    context.feed.poke();
    context.announcer.poke();
  });
}

/**
 * Lets go of an interpreter: their time is free, the consult stays booked and says that an
 * interpreter is missing.
 */
export async function releaseInterpreter(
  context: Context,
  viewer: Viewer,
  id: string,
  actorId: string,
): Promise<Appointment> {
  return inTransaction(context.db, async (tx) => {
    const visible = await store.findAppointment(tx, appointmentScope(viewer), id);
    if (!visible) throw new RefusedError('not_found');
    const parts = toParts(await store.participantsOf(tx, [id]));
    const part = parts.find((one) => one.actorId === actorId);
    refuseIf(refuseRelease(viewer, part, refuseManaging(viewer, parts)));
    const current = await store.lockAppointment(tx, id);
    if (!current) throw new RefusedError('not_found');
    refuseIf(refuseReschedule(current.status));
    await store.releaseParticipant(tx, id, actorId);
    await store.updateAppointment(tx, id, {});
    const at = context.now();
    await appendEvent(tx, 'appointmentStatusChanged', id, at);
    await recordAudit(tx, at, viewer, 'releaseInterpreter', 'appointment', id);
    await replaceInterpreter(context, tx, viewer, current, actorId, at);
    const changed = await store.lockAppointment(tx, id);
    if (!changed) throw new Error('the appointment that was just changed is there');
    return viewAppointment(tx, changed);
  }).finally(context.feed.poke);
}
