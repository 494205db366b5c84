import type { AppointmentStatus, ParticipantRole } from '@silkconsult/protocol';
import { type ExpressionBuilder, sql } from 'kysely';
import type { HoldLimits } from '../availability/rules/freeTime.ts';
import { type Asked, HELD_AROUND, selectSchedules } from '../availability/store.ts';
import type { NewRow, Queries, Schema } from '../database/types.ts';
import type { Interval } from '../intervals/intervals.ts';
import type { AppointmentScope } from './rules/access.ts';
import type { Times } from './rules/times.ts';

/** The scope as a condition on `appointment`. */
export function inScope(scope: AppointmentScope) {
  return (eb: ExpressionBuilder<Schema, 'appointment'>) => {
    if (scope.type === 'all') return eb.lit(true);
    if (scope.type === 'appointment') return eb('appointment.id', '=', scope.appointmentId);
    const parts = eb
      .selectFrom('participant')
      .whereRef('participant.appointment_id', '=', 'appointment.id')
      .select('participant.actor_id');
    if (scope.type === 'participant')
      return eb.exists(parts.where('participant.actor_id', '=', scope.actorId));
    return eb.exists(
      parts
        .innerJoin('actor', 'actor.id', 'participant.actor_id')
        .where('actor.organization_id', '=', scope.organizationId),
    );
  };
}

export async function findAppointment(db: Queries, scope: AppointmentScope, id: string) {
  return db
    .selectFrom('appointment')
    .selectAll('appointment')
    .where('appointment.id', '=', id)
    .where(inScope(scope))
    .executeTakeFirst();
}
export type AppointmentRow = NonNullable<Awaited<ReturnType<typeof findAppointment>>>;

/** Takes the appointment's row until the transaction ends, so that its changes follow each other. */
export async function lockAppointment(db: Queries, id: string) {
  return db
    .selectFrom('appointment')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function listAppointments(
  db: Queries,
  scope: AppointmentScope,
  filter: { from: Date; to: Date; status?: AppointmentStatus; after?: string; limit?: number },
) {
  return db
    .selectFrom('appointment')
    .selectAll('appointment')
    .where('starts_at', '>=', filter.from)
    .where('starts_at', '<', filter.to)
    .where(inScope(scope))
    .$if(filter.status !== undefined, (query) => query.where('status', '=', filter.status ?? null))
    .$if(filter.after !== undefined, (query) =>
      query.where(
        sql<boolean>`(starts_at, appointment.id) > (SELECT starts_at, id FROM appointment WHERE id = ${filter.after})`,
      ),
    )
    .orderBy('starts_at')
    .orderBy('appointment.id')
    .$if(filter.limit !== undefined, (query) => query.limit(filter.limit ?? 0))
    .execute();
}

export async function participantsOf(db: Queries, appointmentIds: readonly string[]) {
  if (appointmentIds.length === 0) return [];
  return db
    .selectFrom('participant')
    .innerJoin('actor', 'actor.id', 'participant.actor_id')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .select([
      'participant.appointment_id',
      'participant.actor_id',
      'participant.role',
      'participant.status',
      'actor.name',
      'actor.native_name',
      'actor.languages',
      'actor.time_zone',
      'organization.id as organization_id',
      'organization.name as organization_name',
      'organization.time_zone as organization_time_zone',
    ])
    .where('participant.appointment_id', 'in', appointmentIds)
    .orderBy('participant.role')
    .orderBy('participant.actor_id')
    .execute();
}
export type ParticipantRow = Awaited<ReturnType<typeof participantsOf>>[number];

/** Whom a booking is about, and the time that it is about. */
export interface Wish {
  ids: readonly string[];
  window: Interval;
}

/**
 * The actors as bookings need them: for the rules (hours, exceptions, what holds them around the
 * window) and for the answer. One query for all wishes.
 *
 * @returns Those of each wish, in the order of their ids.
 */
export async function findActors(db: Queries, wishes: readonly Wish[]): Promise<BookableActor[][]> {
  const asked = wishes.flatMap(({ ids, window }, which) =>
    ids.map((id) => ({ which, id, window })),
  );
  const rows = await selectBookable(db, asked).execute();
  const found = wishes.map((): BookableActor[] => []);
  for (const { which, ...row } of rows) found[which]?.push(toBookable(row));
  return found;
}

const selectBookable = (db: Queries, asked: readonly Asked[]) =>
  selectSchedules(db, asked)
    .select([
      'asked.which',
      'actor.kind',
      'actor.native_name',
      'actor.time_zone',
      'organization.name as organization_name',
      'organization.time_zone as organization_time_zone',
      HELD_AROUND.as('held'),
    ])
    .orderBy('actor.id');
type BookableRow = Awaited<ReturnType<ReturnType<typeof selectBookable>['execute']>>[number];

const toBookable = ({ schedule, exceptions, held, ...row }: Omit<BookableRow, 'which'>) => ({
  ...row,
  organization_id: row.organizationId,
  schedule: schedule ?? undefined,
  exceptions: exceptions ?? [],
  held: held ?? [],
});
export type BookableActor = ReturnType<typeof toBookable>;

/**
 * Locks the actors, each until the transaction ends, in the order of their ids. Rivals for one
 * actor therefore queue here; without it they would meet inside the exclusion constraint, where two
 * inserts can wait for each other until PostgreSQL's deadlock detection ends one a second later.
 */
export async function lockActors(db: Queries, ids: readonly string[]): Promise<void> {
  await actorsToLock(ids).execute(db);
}

const actorsToLock = (ids: readonly string[]) => sql`
  SELECT id FROM actor WHERE id = ANY (${[...ids]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;

/** All that is written of a consult; the database adds when it was. */
export type NewConsult = Omit<AppointmentRow, 'changed_at'>;

/** What is written of one booking: consults (several of a series) and all that goes with them. */
export interface NewBooking {
  /** In the order of their times. */
  consults: readonly NewConsult[];
  participants: readonly { actor: string; role: ParticipantRole }[];
  /** For each consult: what its actors' rules ask of their holds. */
  limits: readonly Record<string, HoldLimits | undefined>[];
  at: Date;
  by: { personId: string; sessionId: string };
}

/** All columns of NewConsult. */
const CONSULT = sql.raw(`id, version, status, starts_at, ends_at, organizer_time_zone,
  tzdata_version, reason, specialty, service_request_id, cancellation_reason, interpretation,
  series_id, created_by, demo`);

/**
 * Writes bookings in one statement: they are whole or not there at all, and what many want at the
 * same moment stays locked for no longer than it takes. The actors are locked first, in the order
 * of their ids (see lockActors); the holds come after, because they read from there.
 * SQLSTATE 23P01 when somebody is held already, or the limits of somebody's time are passed by what
 * was booked since they were looked at.
 */
export async function insertBookings(db: Queries, bookings: readonly NewBooking[]): Promise<void> {
  const all = bookings.flatMap(({ consults, participants, limits, at, by }) =>
    consults.map((consult, index) => ({ consult, participants, limits: limits[index], at, by })),
  );
  const parts = all.flatMap(({ consult, participants, limits }) =>
    participants.map(({ actor, role }) => ({
      id: consult.id,
      actor,
      role,
      limits: limits?.[actor] ? JSON.stringify(limits[actor]) : null,
    })),
  );
  await sql`
    WITH consult AS (
      SELECT ${CONSULT} FROM json_populate_recordset(
        NULL::appointment, ${JSON.stringify(all.map(({ consult }) => consult))}::json)),
    part AS (
      SELECT appointment_id, actor_id, role, limits FROM unnest(
        ${parts.map(({ id }) => id)}::uuid[],
        ${parts.map(({ actor }) => actor)}::uuid[],
        ${parts.map(({ role }) => role)}::text[],
        ${parts.map(({ limits }) => limits)}::jsonb[])
      AS part (appointment_id, actor_id, role, limits)),
    locked AS (${actorsToLock(parts.map(({ actor }) => actor))}),
    booked AS (INSERT INTO appointment (${CONSULT}) SELECT ${CONSULT} FROM consult),
    joined AS (
      INSERT INTO participant (appointment_id, actor_id, role, status)
      SELECT appointment_id, actor_id, role, 'accepted' FROM part),
    held AS (
      INSERT INTO hold (appointment_id, actor_id, during, limits)
      SELECT appointment_id, actor_id, tstzrange(starts_at, ends_at, '[)'), limits
      FROM part JOIN consult ON consult.id = appointment_id JOIN locked ON locked.id = actor_id
      ORDER BY actor_id, starts_at),
    told AS (
      INSERT INTO event (type, appointment_id, at)
      SELECT 'appointmentBooked', id, at FROM unnest(
        ${all.map(({ consult }) => consult.id)}::uuid[],
        ${all.map(({ at }) => at)}::timestamptz[]) AS told (id, at)),
    audited AS (
      INSERT INTO audit_event (at, actor_id, session_id, action, entity, entity_id)
      SELECT at, person, session, 'book', 'appointment', id FROM unnest(
        ${all.map(({ at }) => at)}::timestamptz[],
        ${all.map(({ by }) => by.personId)}::uuid[],
        ${all.map(({ by }) => by.sessionId)}::uuid[],
        ${all.map(({ consult }) => consult.id)}::uuid[]) AS audit (at, person, session, id))
    INSERT INTO untold_booking (appointment_id)
    SELECT id FROM consult WHERE status = 'booked'`.execute(db);
}

/** Holds the time of every participant; SQLSTATE 23P01 when one of them is held already. */
export async function insertHolds(db: Queries, id: string, { start, end }: Times): Promise<void> {
  await sql`
    INSERT INTO hold (appointment_id, actor_id, during)
    SELECT appointment_id, actor_id, tstzrange(${start}, ${end}, '[)')
    FROM participant
    WHERE appointment_id = ${id} AND status <> 'declined' ORDER BY actor_id`.execute(db);
}

/** Frees the time of one who drops out; the others stay held. */
export async function releaseParticipant(db: Queries, id: string, actorId: string): Promise<void> {
  await db
    .updateTable('participant')
    .set({ status: 'declined' })
    .where('appointment_id', '=', id)
    .where('actor_id', '=', actorId)
    .execute();
  await db
    .deleteFrom('hold')
    .where('appointment_id', '=', id)
    .where('actor_id', '=', actorId)
    .execute();
}

export async function insertSeries(db: Queries, row: NewRow<'appointment_series'>): Promise<void> {
  await db.insertInto('appointment_series').values(row).execute();
}

export async function deleteHolds(db: Queries, appointmentId: string): Promise<void> {
  await db.deleteFrom('hold').where('appointment_id', '=', appointmentId).execute();
}

/** What somebody wants to hold. */
export interface WantedHolds {
  actorIds: readonly string[];
  times: readonly Times[];
  /** The consult that moves: what it holds already is not in its way. */
  except?: string;
}

/** The earliest hold that stands in the way of these actors at one of these times. */
export async function findHold(db: Queries, { actorIds, times, except }: WantedHolds) {
  const starts = times.map(({ start }) => start);
  const ends = times.map(({ end }) => end);
  return db
    .selectFrom('hold')
    .innerJoin('actor', 'actor.id', 'hold.actor_id')
    .select([
      'actor.id as actor',
      'actor.name',
      sql<Date>`lower(hold.during)`.as('start'),
      sql<Date>`upper(hold.during)`.as('end'),
    ])
    .where('hold.actor_id', 'in', actorIds)
    .where(
      sql<boolean>`EXISTS (SELECT FROM unnest(${starts}::timestamptz[], ${ends}::timestamptz[])
        AS wanted (starts_at, ends_at) WHERE hold.during && tstzrange(starts_at, ends_at, '[)'))`,
    )
    .$if(except !== undefined, (query) => query.where('hold.appointment_id', '!=', except ?? ''))
    .orderBy(sql`lower(hold.during)`)
    .limit(1)
    .executeTakeFirst();
}

export async function updateAppointment(
  db: Queries,
  id: string,
  change: Partial<
    Pick<
      NewRow<'appointment'>,
      | 'status'
      | 'starts_at'
      | 'ends_at'
      | 'cancellation_reason'
      | 'reason'
      | 'tzdata_version'
      | 'interpretation'
    >
  >,
): Promise<void> {
  await db
    .updateTable('appointment')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}
