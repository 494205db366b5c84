import type { Schedule, ScheduleException } from '@silkconsult/protocol';
import { sql } from 'kysely';
import type { Queries } from '../database/types.ts';
import type { Interval } from '../intervals/intervals.ts';
import type { ActorTime } from './rules/freeTime.ts';

const DAY = 86_400_000;

/** Milliseconds since 1970; as a float8 both drivers read it as a number. */
const milliseconds = (instant: string) =>
  sql<number>`(extract(epoch FROM ${sql.raw(instant)}) * 1000)::float8`;

/** Somebody's rules and times around a window; `which` tells apart who asks for them. */
export interface Asked {
  which: number;
  id: string;
  window: Interval;
}

/** The actors with their schedules and the exceptions that touch the window, to be selected further. */
export function selectSchedules(db: Queries, all: readonly Asked[]) {
  const asked = sql<{ which: number; id: string; starts: Date; ends: Date }>`unnest(
    ${all.map(({ which }) => which)}::integer[],
    ${all.map(({ id }) => id)}::uuid[],
    ${all.map(({ window }) => new Date(window.start))}::timestamptz[],
    ${all.map(({ window }) => new Date(window.end))}::timestamptz[])`;
  return db
    .selectFrom(asked.as<'asked'>(sql`asked (which, id, starts, ends)`))
    .innerJoin('actor', 'actor.id', 'asked.id')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .leftJoin('schedule', 'schedule.actor_id', 'actor.id')
    .select([
      'actor.id',
      'actor.name',
      'actor.role',
      'actor.languages',
      'actor.language_pairs as languagePairs',
      'organization.id as organizationId',
      'organization.kind as organizationKind',
      'organization.country',
      'schedule.version',
      'schedule.rules as schedule',
      sql<string>`coalesce(schedule.rules ->> 'timeZone', actor.time_zone, organization.time_zone)`.as(
        'timeZone',
      ),
      sql<ActorTime['exceptions'] | null>`(
        SELECT jsonb_agg(jsonb_build_object(
          'kind', kind,
          'start', (extract(epoch FROM starts_at) * 1000)::float8,
          'end', (extract(epoch FROM ends_at) * 1000)::float8))
        FROM schedule_exception AS exception
        WHERE exception.actor_id = actor.id
          AND ends_at > asked.starts AND starts_at < asked.ends)`.as('exceptions'),
    ]);
}

/** What is selected beside the schedules: one query, however many actors there are. */
export async function loadSchedules(db: Queries, actorIds: readonly string[], window: Interval) {
  if (actorIds.length === 0) return [];
  return selectSchedules(
    db,
    actorIds.map((id) => ({ which: 0, id, window })),
  ).execute();
}
/** An actor as the search and the rules need them. */
export type LoadedActor = Omit<
  Awaited<ReturnType<typeof loadSchedules>>[number],
  'schedule' | 'exceptions'
> &
  ActorTime;

/**
 * What holds these actors' time in the window and a day around it, so that buffers and daily maxima
 * at its edges come out right.
 */
export async function loadHeld(db: Queries, actorIds: readonly string[], window: Interval) {
  if (actorIds.length === 0) return [];
  const [from, to] = [new Date(window.start - DAY), new Date(window.end + DAY)];
  return db
    .selectFrom('hold')
    .select([
      'actor_id as actorId',
      'appointment_id as appointmentId',
      milliseconds('lower(during)').as('start'),
      milliseconds('upper(during)').as('end'),
    ])
    .where('actor_id', 'in', actorIds)
    .where(sql<boolean>`during && tstzrange(${from}, ${to}, '[)')`)
    .execute();
}

/** Held times as one value an actor, because thousands of rows cost the driver more than the query. */
const HELD_TIMES = sql<Interval[]>`json_agg(json_build_object(
  'start', (extract(epoch FROM lower(during)) * 1000)::float8,
  'end', (extract(epoch FROM upper(during)) * 1000)::float8))`;

/** The held times of the actor that selectSchedules is at, in the window and a day around it. */
export const HELD_AROUND = sql<Interval[] | null>`(
  SELECT ${HELD_TIMES} FROM hold WHERE hold.actor_id = actor.id
    AND during && tstzrange(asked.starts - interval '24 h', asked.ends + interval '24 h', '[)'))`;

/** The same as times alone. */
async function loadHeldTimes(
  db: Queries,
  actorIds: readonly string[],
  window: Interval,
  exceptAppointment?: string,
): Promise<Map<string, Interval[]>> {
  const [from, to] = [new Date(window.start - DAY), new Date(window.end + DAY)];
  const rows = await db
    .selectFrom('hold')
    .select(['actor_id', HELD_TIMES.as('held')])
    .where('actor_id', 'in', actorIds)
    .where(sql<boolean>`during && tstzrange(${from}, ${to}, '[)')`)
    .$if(exceptAppointment !== undefined, (query) =>
      query.where('appointment_id', '!=', exceptAppointment ?? ''),
    )
    .groupBy('actor_id')
    .execute();
  return new Map(rows.map(({ actor_id, held }) => [actor_id, held]));
}

/** Rules and holds of these actors: two queries, however many there are. */
export async function loadActorTimes(
  db: Queries,
  actorIds: readonly string[],
  window: Interval,
  exceptAppointment?: string,
): Promise<Map<string, LoadedActor>> {
  const rows = await loadSchedules(db, actorIds, window);
  if (rows.length === 0) return new Map();
  const held = await loadHeldTimes(db, actorIds, window, exceptAppointment);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        schedule: row.schedule ?? undefined,
        exceptions: row.exceptions ?? [],
        held: held.get(row.id) ?? [],
      },
    ]),
  );
}

/** Who of these appointments has entered leave over their time. */
export async function leaveDuring(
  db: Queries,
  appointmentIds: readonly string[],
): Promise<Map<string, Set<string>>> {
  if (appointmentIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('schedule_exception as exception')
    .innerJoin('participant', 'participant.actor_id', 'exception.actor_id')
    .innerJoin('appointment', 'appointment.id', 'participant.appointment_id')
    .select(['appointment.id', 'exception.actor_id'])
    .where('appointment.id', 'in', appointmentIds)
    .where('exception.kind', '=', 'leave')
    .whereRef('exception.starts_at', '<', 'appointment.ends_at')
    .whereRef('exception.ends_at', '>', 'appointment.starts_at')
    .execute();
  const byAppointment = Map.groupBy(rows, ({ id }) => id);
  return new Map(
    [...byAppointment].map(([id, some]) => [id, new Set(some.map((row) => row.actor_id))]),
  );
}

/** Which of these appointments nobody has confirmed yet. */
export async function pendingAmong(db: Queries, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('appointment')
    .select('id')
    .where('id', 'in', ids)
    .where('status', '=', 'pending')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Takes the actor's row until the transaction ends, so that changes of a schedule follow each other. */
export async function lockOwner(db: Queries, actorId: string) {
  return db
    .selectFrom('actor')
    .select('id')
    .where('id', '=', actorId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Those of these actors that there are, by id. */
export async function findOwners(db: Queries, actorIds: readonly string[]) {
  if (actorIds.length === 0) return new Map();
  const rows = await owners(db).where('actor.id', 'in', actorIds).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

const owners = (db: Queries) =>
  db
    .selectFrom('actor')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .select([
      'actor.id',
      'actor.role',
      'organization.id as organizationId',
      'organization.kind as organizationKind',
    ]);

export async function findOrganization(db: Queries, id: string) {
  return db
    .selectFrom('organization')
    .select(['id', 'kind'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Those of an organisation who can have hours: people of the staff, then rooms, by name. */
export async function listOwners(
  db: Queries,
  organizationId: string,
  { after, limit }: { after?: string; limit: number },
) {
  const place = sql`(actor.role = 'location', actor.name, actor.id)`;
  return db
    .selectFrom('actor')
    .leftJoin('schedule', 'schedule.actor_id', 'actor.id')
    .select(['actor.id', 'actor.role', 'actor.name', 'actor.native_name', 'schedule.version'])
    .where('actor.organization_id', '=', organizationId)
    .where('actor.role', 'in', ['practitioner', 'interpreter', 'location'])
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`${place} > (SELECT role = 'location', name, id FROM actor WHERE id = ${after})`,
      ),
    )
    .orderBy(sql`actor.role = 'location'`)
    .orderBy('actor.name')
    .orderBy('actor.id')
    .limit(limit)
    .execute();
}

export async function findOwner(db: Queries, actorId: string) {
  return owners(db).where('actor.id', '=', actorId).executeTakeFirst();
}

export async function writeSchedule(
  db: Queries,
  actorId: string,
  version: number,
  schedule: Schedule,
): Promise<void> {
  const rules = JSON.stringify(schedule);
  await db
    .insertInto('schedule')
    .values({ actor_id: actorId, version, rules })
    .onConflict((conflict) => conflict.column('actor_id').doUpdateSet({ version, rules }))
    .execute();
}

export async function listExceptions(db: Queries, actorId: string, after: Date) {
  return db
    .selectFrom('schedule_exception')
    .select(['id', 'kind', 'starts_at', 'ends_at'])
    .where('actor_id', '=', actorId)
    .where('ends_at', '>', after)
    .orderBy('starts_at')
    .execute();
}

export async function insertException(
  db: Queries,
  actorId: string,
  { id, kind, start, end }: ScheduleException,
): Promise<void> {
  await db
    .insertInto('schedule_exception')
    .values({
      id,
      actor_id: actorId,
      kind,
      starts_at: new Date(start),
      ends_at: new Date(end),
    })
    .execute();
}

/** @returns Whether there was one. */
export async function deleteException(db: Queries, actorId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('schedule_exception')
    .where('actor_id', '=', actorId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
