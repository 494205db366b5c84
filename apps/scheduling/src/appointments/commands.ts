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
import { tellBooked, tellChanged, tellSeriesBooked } from '../notices/consults.ts';
import { closeOffers, moveOffers, replaceInterpreter } from '../offers/follow.ts';
import type { Viewer } from '../rules/viewer.ts';
import { bookRequest, followConsult } from '../serviceRequests/follow.ts';
import { findPerson } from '../sessions/store.ts';
import { openCase, rebookCase } from '../writtenCases/open.ts';
import { requireAvailable } from './availability.ts';
import { appointmentScope, type Part, refuseBooking, refuseManaging } from './rules/access.ts';
import { refuseAgreement, refuseRelease } from './rules/interpretation.ts';
import { refuseParticipants } from './rules/participants.ts';
import { timesOfSeries } from './rules/series.ts';
import { holdsTime, refuseNoshow, refuseReschedule, refuseTransition } from './rules/status.ts';
import { refuseTimes, type Times } from './rules/times.ts';
import type { AppointmentRow } from './store.ts';
import * as store from './store.ts';
import { toParts, viewAppointment, viewBooked } from './view.ts';

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
 * Books a consult, or a series of them: all its actors' time is held at once, or none's.
 *
 * @returns The first of a series.
 * @throws RefusedError when the times, the participants or the viewer are not fit for it,
 * `outside_availability` when somebody does not work then, and `actor_busy` when somebody is held
 * already.
 */
export async function bookAppointment(
  context: Context,
  viewer: Viewer,
  wanted: NewAppointment,
  firstId: string = randomUUID(),
): Promise<Appointment> {
  const first = { start: new Date(wanted.start), end: new Date(wanted.end) };
  let times = first;
  const actorIds = wanted.participants.map((participant) => participant.actor);
  const at = context.now();
  refuseIf(refuseTimes(first, at));
  return holdingTime(
    context,
    () => actorIds,
    () => times,
    undefined,
    async (tx) => {
      const found = await store.findActors(tx, actorIds);
      const actors = new Map(
        found.map((row) => [row.id, { ...row, organizationId: row.organization_id }]),
      );
      refuseIf(refuseParticipants(wanted.participants, actors));
      const parts = wanted.participants.map(({ actor, role }) => ({
        actorId: actor,
        role,
        organizationId: actors.get(actor)?.organizationId ?? '',
      }));
      refuseIf(refuseBooking(viewer, parts));
      const organizer = await findPerson(tx, viewer.personId);
      const timeZone = organizer?.time_zone ?? organizer?.organization_time_zone ?? 'UTC';
      const series = timesOfSeries(first, wanted.repeat, timeZone);
      await requireAvailable(tx, viewer, wanted.participants, series, wanted);
      const common = commonOf(viewer, wanted, timeZone, parts);
      if (wanted.repeat) {
        common.series_id = randomUUID();
        await store.insertSeries(tx, { id: common.series_id, ...wanted.repeat });
      }
      if (wanted.serviceRequestId) await bookRequest(tx, viewer, wanted.serviceRequestId, at);
      await store.lockActors(tx, actorIds);
      const booked: AppointmentRow[] = [];
      for (times of series) {
        const id = booked.length === 0 ? firstId : randomUUID();
        const row = { ...common, id, starts_at: times.start, ends_at: times.end };
        booked.push(await store.insertBooking(tx, row, wanted.participants, times));
        await appendEvent(tx, 'appointmentBooked', row.id, at);
        await recordAudit(tx, at, viewer, 'book', 'appointment', row.id);
      }
      const [only] = booked;
      if (common.series_id) await tellSeriesBooked(context, tx, common.series_id, booked);
      else if (only) await tellBooked(context, tx, only);
      if (wanted.rebooks) await rebookCase(tx, viewer, wanted.rebooks, booked[0]?.id ?? '', at);
      return viewBooked(booked[0], wanted.participants, found);
    },
  ).finally(context.feed.poke);
}

/** What all consults of one booking have in common. */
function commonOf(
  viewer: Viewer,
  wanted: NewAppointment,
  timeZone: string,
  parts: readonly Part[],
): Omit<NewRow<'appointment'>, 'id' | 'starts_at' | 'ends_at'> {
  const { interpretation = null } = wanted;
  const agreed = !refuseAgreement(viewer, interpretation, parts);
  return {
    version: 1,
    status: agreed ? 'booked' : 'pending',
    organizer_time_zone: timeZone,
    tzdata_version: process.versions.tz ?? '',
    reason: wanted.reason,
    specialty: wanted.specialty ?? null,
    service_request_id: wanted.serviceRequestId ?? null,
    interpretation,
    created_by: viewer.personId,
    demo: false,
  };
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
      if (current.status === 'pending' && set.status === 'booked')
        refuseIf(refuseAgreement(viewer, current.interpretation, toParts(participants)));
      held = { actorIds, times };
      if (event === 'appointmentRescheduled') {
        const coming = participants.filter(({ status }) => status !== 'declined');
        await requireAvailable(
          tx,
          viewer,
          coming.map(({ actor_id, role }) => ({ actor: actor_id, role })),
          [times],
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
    },
  ).finally(context.feed.poke);
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
