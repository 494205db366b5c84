import { sql } from 'kysely';
import type { Queries } from '../database/types.ts';

function shifts(db: Queries) {
  return db
    .selectFrom('on_call_shift')
    .innerJoin('actor', 'actor.id', 'on_call_shift.actor_id')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .select([
      'on_call_shift.id',
      'actor.id as actor_id',
      'actor.name',
      'actor.specialty',
      'organization.id as organization_id',
      'organization.name as organization_name',
      sql<Date>`lower(on_call_shift.during)`.as('start'),
      sql<Date>`upper(on_call_shift.during)`.as('end'),
    ]);
}

export async function listShifts(
  db: Queries,
  filter: { from: Date; to: Date; after?: string; limit: number },
) {
  return shifts(db)
    .where(sql<boolean>`during && tstzrange(${filter.from}, ${filter.to}, '[)')`)
    .$if(filter.after !== undefined, (query) =>
      query.where(
        sql<boolean>`(lower(during), on_call_shift.id) > (
          SELECT lower(during), id FROM on_call_shift WHERE id = ${filter.after})`,
      ),
    )
    .orderBy(sql`lower(during)`)
    .orderBy('on_call_shift.id')
    .limit(filter.limit)
    .execute();
}
export type ShiftRow = Awaited<ReturnType<typeof listShifts>>[number];

export async function findShift(db: Queries, id: string) {
  return shifts(db).where('on_call_shift.id', '=', id).executeTakeFirst();
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

export async function deleteShift(db: Queries, id: string): Promise<void> {
  await db.deleteFrom('on_call_shift').where('id', '=', id).execute();
}

export async function findSpecialist(db: Queries, id: string) {
  return db
    .selectFrom('actor')
    .select(['id', 'name', 'organization_id'])
    .where('id', '=', id)
    .where('kind', '=', 'specialist')
    .executeTakeFirst();
}
