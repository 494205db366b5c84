import { randomUUID } from 'node:crypto';
import type {
  Appointment,
  AppointmentChange,
  LiveEvent,
  NewAppointment,
} from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { isOverlap } from '../database/failures.ts';
import { inTransaction } from '../database/transaction.ts';
import type { NewRow, Tx } from '../database/types.ts';
import { appendEvent } from '../events/store.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { findPerson } from '../sessions/store.ts';
import { appointmentScope, refuseBooking, refuseManaging } from './rules/access.ts';
import { refuseParticipants } from './rules/participants.ts';
import { holdsTime, refuseNoshow, refuseReschedule, refuseTransition } from './rules/status.ts';
import { refuseTimes, type Times } from './rules/times.ts';
import type { AppointmentRow } from './store.ts';
import * as store from './store.ts';
import { toParts, viewAppointment } from './view.ts';

const ATTEMPTS = 3;

/**
 * Runs a transaction that takes holds. When the database refuses one, whoever holds the time is
 * looked up and named. Should that hold be gone by then, there is room after all: try again.
 *
 * @throws RefusedError `actor_busy` with who is held and when.
 */
async function holdingTime<T>(
  { db }: Pick<Context, 'db'>,
  actorIds: () => readonly string[],
  times: () => Times,
  exceptAppointment: string | undefined,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(db, work);
    } catch (error) {
      if (!isOverlap(error)) throw error;
      const hold = await store.findHold(db, actorIds(), times(), exceptAppointment);
      if (hold)
        throw new RefusedError('actor_busy', {
          actor: hold.actor,
          name: hold.name,
          start: hold.start.toISOString(),
          end: hold.end.toISOString(),
        });
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

/**
 * Books a consult: all its actors' time is held at once, or none's.
 *
 * @throws RefusedError when the times, the participants or the viewer are not fit for it, and
 * `actor_busy` when somebody is held already.
 */
export async function bookAppointment(
  context: Context,
  viewer: Viewer,
  wanted: NewAppointment,
): Promise<Appointment> {
  const times = { start: new Date(wanted.start), end: new Date(wanted.end) };
  const actorIds = wanted.participants.map((participant) => participant.actor);
  const at = context.now();
  refuseIf(refuseTimes(times, at));
  return holdingTime(
    context,
    () => actorIds,
    () => times,
    undefined,
    async (tx) => {
      const actors = new Map(
        (await store.lockActors(tx, actorIds)).map((row) => [
          row.id,
          { ...row, organizationId: row.organization_id },
        ]),
      );
      refuseIf(refuseParticipants(wanted.participants, actors));
      const parts = wanted.participants.map(({ actor, role }) => ({
        actorId: actor,
        role,
        organizationId: actors.get(actor)?.organizationId ?? '',
      }));
      refuseIf(refuseBooking(viewer, parts));
      const organizer = await findPerson(tx, viewer.personId);
      const row: NewRow<'appointment'> & { id: string } = {
        id: randomUUID(),
        version: 1,
        status: 'booked',
        starts_at: times.start,
        ends_at: times.end,
        organizer_time_zone: organizer?.time_zone ?? organizer?.organization_time_zone ?? 'UTC',
        tzdata_version: process.versions.tz ?? '',
        reason: wanted.reason,
        specialty: wanted.specialty ?? null,
        created_by: viewer.personId,
        demo: false,
      };
      const participants = wanted.participants.map(({ actor, role }) => ({
        actor_id: actor,
        role,
        status: 'accepted' as const,
      }));
      await store.insertAppointment(tx, row, participants);
      await store.insertHolds(tx, row.id, times);
      await appendEvent(tx, 'appointmentBooked', row.id, at);
      await recordAudit(tx, at, viewer, 'book', 'appointment', row.id);
      const booked = await store.lockAppointment(tx, row.id);
      if (!booked) throw new Error('the appointment that was just written is there');
      return viewAppointment(tx, booked);
    },
  ).finally(context.feed.poke);
}

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
  let held: { actorIds: string[]; times: Times } = {
    actorIds: [],
    times: { start: new Date(0), end: new Date(0) },
  };
  return holdingTime(
    context,
    () => held.actorIds,
    () => held.times,
    id,
    async (tx) => {
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
      held = { actorIds, times };
      await store.updateAppointment(tx, id, set);
      await store.deleteHolds(tx, id);
      if (holdsTime(set.status ?? current.status)) await store.insertHolds(tx, id, times);
      await appendEvent(tx, event, id, at);
      await recordAudit(tx, at, viewer, event, 'appointment', id);
      const changed = await store.lockAppointment(tx, id);
      if (!changed) throw new Error('the appointment that was just changed is there');
      return viewAppointment(tx, changed);
    },
  ).finally(context.feed.poke);
}
