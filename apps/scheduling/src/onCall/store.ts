import { sql } from 'kysely';
import type { Queries } from '../database/types.ts';

function shifts(db: Queries) {
  return db
    .selectFrom('on_call_shift')
    .innerJoin('actor', 'actor.id', 'on_call_shift.actor_id')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .select([
      'on_call_shift.id',
      'on_call_shift.version',
      'actor.id as actor_id',
      'actor.name',
      'actor.native_name',
      'actor.chinese_name',
      'actor.role',
      'actor.specialty',
      'actor.language_pairs',
      'organization.id as organization_id',
      'organization.name as organization_name',
      sql<Date>`lower(on_call_shift.during)`.as('start'),
      sql<Date>`upper(on_call_shift.during)`.as('end'),
    ]);
}

export async function listShifts(
  db: Queries,
  filter: { from: Date; to: Date; actorId?: string; after?: string; limit?: number },
) {
  return shifts(db)
    .where(sql<boolean>`during && tstzrange(${filter.from}, ${filter.to}, '[)')`)
    .$if(filter.actorId !== undefined, (query) =>
      query.where('on_call_shift.actor_id', '=', filter.actorId ?? ''),
    )
    .$if(filter.after !== undefined, (query) =>
      query.where(
        sql<boolean>`(lower(during), on_call_shift.id) > (
          SELECT lower(during), id FROM on_call_shift WHERE id = ${filter.after})`,
      ),
    )
    .orderBy(sql`lower(during)`)
    .orderBy('on_call_shift.id')
    .$if(filter.limit !== undefined, (query) => query.limit(filter.limit ?? 0))
    .execute();
}
export type ShiftRow = Awaited<ReturnType<typeof listShifts>>[number];

export async function findShift(db: Queries, id: string) {
  return shifts(db).where('on_call_shift.id', '=', id).executeTakeFirst();
}

export async function lockShift(db: Queries, id: string) {
  return shifts(db)
    .where('on_call_shift.id', '=', id)
    .forUpdate('on_call_shift')
    .executeTakeFirst();
}

/** SQLSTATE 23P01 when the person is on call already. */
export async function insertShift(
  db: Queries,
  shift: { id: string; actorId: string; start: Date; end: Date; demo: boolean },
): Promise<void> {
  await sql`
    INSERT INTO on_call_shift (id, actor_id, during, demo) VALUES (
      ${shift.id}, ${shift.actorId}, tstzrange(${shift.start}, ${shift.end}, '[)'), ${shift.demo})`.execute(
    db,
  );
}

/** SQLSTATE 23P01 when the person has another shift then. */
export async function moveShift(
  db: Queries,
  id: string,
  { start, end }: { start: Date; end: Date },
): Promise<void> {
  await sql`
    UPDATE on_call_shift SET during = tstzrange(${start}, ${end}, '[)'), version = version + 1
    WHERE id = ${id}`.execute(db);
}

/** The earliest shift of the person that stands in the way. */
export async function findOther(
  db: Queries,
  actorId: string,
  { start, end }: { start: Date; end: Date },
  except?: string,
) {
  return shifts(db)
    .where('on_call_shift.actor_id', '=', actorId)
    .where(sql<boolean>`during && tstzrange(${start}, ${end}, '[)')`)
    .$if(except !== undefined, (query) => query.where('on_call_shift.id', '!=', except ?? ''))
    .orderBy(sql`lower(during)`)
    .executeTakeFirst();
}

export async function deleteShift(db: Queries, id: string): Promise<void> {
  await db.deleteFrom('on_call_shift').where('id', '=', id).execute();
}

/** Who can be on call: specialists, and interpreters. */
export async function findCallable(db: Queries, id?: string) {
  return db
    .selectFrom('actor')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .select([
      'actor.id',
      'actor.name',
      'actor.role',
      'actor.specialty',
      'actor.language_pairs',
      'actor.organization_id',
      'organization.name as organization_name',
    ])
    .where((eb) =>
      eb.or([eb('actor.kind', '=', 'specialist'), eb('actor.role', '=', 'interpreter')]),
    )
    .$if(id !== undefined, (query) => query.where('actor.id', '=', id ?? ''))
    .orderBy('organization.name')
    .orderBy('actor.id')
    .execute();
}
export type CallableRow = Awaited<ReturnType<typeof findCallable>>[number];
