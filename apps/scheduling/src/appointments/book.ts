import { randomUUID } from 'node:crypto';
import type { Appointment, NewAppointment } from '@silkconsult/protocol';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Tx } from '../database/types.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Interval } from '../intervals/intervals.ts';
import type { Viewer } from '../rules/viewer.ts';
import { bookRequest } from '../serviceRequests/follow.ts';
import { rebookCase } from '../writtenCases/open.ts';
import { limitsIn, requireFree, spanOf } from './availability.ts';
import { holdingTime } from './holding.ts';
import { type Part, refuseBooking } from './rules/access.ts';
import { refuseAgreement } from './rules/interpretation.ts';
import { refuseParticipants } from './rules/participants.ts';
import { timesOfSeries } from './rules/series.ts';
import { refuseTimes, type Times } from './rules/times.ts';
import * as store from './store.ts';
import { viewBooked } from './view.ts';

const DAY = 86_400_000;
const LONGEST_MONTH = 31 * DAY;

interface Plan {
  booking: store.NewBooking;
  actors: readonly store.BookableActor[];
}

/**
 * Books a consult, or a series of them: all its actors' time is held at once, or none's. It costs
 * two statements, one that reads and one that writes (see desk.ts); only what changes more than
 * consults needs a transaction around it. Those who take part are told a moment later (notices/announce.ts).
 *
 * @param firstId what the consult, or the first of the series, is to be called
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
  const { db, desk, feed, announcer } = context;
  const at = context.now();
  const actorIds = wanted.participants.map(({ actor }) => actor);
  let times: readonly Times[] = [];
  const [first, actors] = await holdingTime(
    db,
    () => ({ actorIds, times }),
    async () => {
      const { booking, actors } = await planBooking(context, viewer, wanted, firstId, at);
      times = booking.consults.map((one) => ({ start: one.starts_at, end: one.ends_at }));
      const alone = !(wanted.repeat || wanted.serviceRequestId || wanted.rebooks);
      if (alone) await desk.write(booking);
      else await inTransaction(db, (tx) => writeWithAll(tx, viewer, wanted, booking));
      return [booking.consults[0], actors] as const;
    },
  );
  feed.poke();
  announcer.poke();
  return viewBooked(first, wanted.participants, actors);
}

/** Everything that is asked before anybody is locked. */
async function planBooking(
  { desk }: Context,
  viewer: Viewer,
  wanted: NewAppointment,
  firstId: string,
  at: Date,
): Promise<Plan> {
  const first = { start: new Date(wanted.start), end: new Date(wanted.end) };
  refuseIf(refuseTimes(first, at));
  const { participants } = wanted;
  const ids = new Set([...participants.map(({ actor }) => actor), viewer.personId]);
  const found = await desk.find({
    ids: [...ids],
    window: windowOf(first, wanted.repeat?.count),
  });
  const actors = new Map(found.map((row) => [row.id, row]));
  refuseIf(refuseParticipants(participants, actors));
  const parts = participants.map(({ actor, role }) => ({
    actorId: actor,
    role,
    organizationId: actors.get(actor)?.organizationId ?? '',
  }));
  refuseIf(refuseBooking(viewer, parts));
  const organizer = actors.get(viewer.personId);
  const timeZone = organizer?.time_zone ?? organizer?.organization_time_zone ?? 'UTC';
  const series = timesOfSeries(first, wanted.repeat, timeZone);
  requireFree(viewer, participants, series, actors, wanted.evenIfUnavailable);
  const common = commonOf(viewer, wanted, timeZone, parts);
  const limits = limitsIn(viewer, participants, series, actors, wanted.evenIfUnavailable);
  const consults = series.map(({ start, end }, index) => ({
    ...common,
    id: index === 0 ? firstId : randomUUID(),
    starts_at: start,
    ends_at: end,
  }));
  return { booking: { consults, participants, limits, at, by: viewer }, actors: found };
}

/** Long enough for any series that begins with these times: the times themselves come of the zone. */
function windowOf(first: Times, count = 1): Interval {
  const { start, end } = spanOf([first]);
  return { start, end: end + (count - 1) * LONGEST_MONTH };
}

/** What all consults of one booking have in common. */
function commonOf(
  viewer: Viewer,
  wanted: NewAppointment,
  timeZone: string,
  parts: readonly Part[],
): Omit<store.NewConsult, 'id' | 'starts_at' | 'ends_at'> {
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
    cancellation_reason: null,
    series_id: wanted.repeat ? randomUUID() : null,
    interpretation,
    created_by: viewer.personId,
    demo: false,
  };
}

/** The booking with what changes beside it: its series, its request, the case that it answers. */
async function writeWithAll(
  tx: Tx,
  viewer: Viewer,
  { repeat, serviceRequestId, rebooks }: NewAppointment,
  booking: store.NewBooking,
): Promise<void> {
  const { consults, at } = booking;
  const seriesId = consults[0]?.series_id;
  if (repeat && seriesId) await store.insertSeries(tx, { id: seriesId, ...repeat });
  if (serviceRequestId) await bookRequest(tx, viewer, serviceRequestId, at);
  await store.insertBookings(tx, [booking]);
  if (rebooks) await rebookCase(tx, viewer, rebooks, consults[0]?.id ?? '', at);
}
