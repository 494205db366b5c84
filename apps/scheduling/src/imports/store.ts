import type { Schedule } from '@silkconsult/protocol';
import { sql } from 'kysely';
import type { NewRow, Queries } from '../database/types.ts';

/** One import of a hospital at a time: what the second compares with must be what the first left. */
export async function lockOrganization(db: Queries, id: string) {
  return db
    .selectFrom('organization')
    .select(['id', 'demo'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Those whom the hospital has given an id of its own, with their hours. */
export async function importedActors(db: Queries, organizationId: string) {
  return db
    .selectFrom('actor')
    .leftJoin('schedule', 'schedule.actor_id', 'actor.id')
    .select([
      'actor.id',
      'actor.external_id',
      'actor.role',
      'actor.kind',
      'actor.specialty',
      'actor.name',
      'actor.native_name',
      'actor.chinese_name',
      'actor.languages',
      'actor.language_pairs',
      'actor.dialects',
      'actor.time_zone',
      'actor.email',
      'schedule.version',
      'schedule.rules',
    ])
    .where('actor.organization_id', '=', organizationId)
    .where('actor.external_id', 'is not', null)
    .where('actor.role', '!=', 'patient')
    .orderBy('actor.external_id')
    .execute();
}
export type ImportedActor = Awaited<ReturnType<typeof importedActors>>[number];

/** The hospital's patients, as an import of patients compares them. */
export async function patientsOf(db: Queries, organizationId: string) {
  return db
    .selectFrom('actor')
    .select([
      'id',
      'external_id',
      'name',
      'native_name',
      'chinese_name',
      sql<string | null>`birth_date::text`.as('birth_date'),
      'birth_year',
      'languages',
      'phone',
      'email',
    ])
    .where('organization_id', '=', organizationId)
    .where('role', '=', 'patient')
    .orderBy('external_id')
    .orderBy('id')
    .execute();
}
export type RegisteredPatient = Awaited<ReturnType<typeof patientsOf>>[number];

/** The ids that the hospital has given to others than patients. */
export async function staffIds(db: Queries, organizationId: string): Promise<Set<string | null>> {
  const rows = await db
    .selectFrom('actor')
    .select('external_id')
    .where('organization_id', '=', organizationId)
    .where('role', '!=', 'patient')
    .where('external_id', 'is not', null)
    .execute();
  return new Set(rows.map((row) => row.external_id));
}

/** Of these addresses those with which somebody else signs in, and who it is. */
export async function accountsOf(db: Queries, emails: readonly string[]) {
  if (emails.length === 0) return new Map<string, string>();
  const rows = await db
    .selectFrom('account')
    .select(['email', 'actor_id'])
    .where(sql<boolean>`email = ANY (${[...emails]}::text[])`)
    .execute();
  return new Map(rows.map(({ email, actor_id }) => [email, actor_id]));
}

/** As many rows as one statement may carry without running out of its parameters. */
const ROWS_AT_ONCE = 500;

export async function insertActors(db: Queries, rows: readonly NewRow<'actor'>[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await db
      .insertInto('actor')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
}

export async function updateActor(
  db: Queries,
  id: string,
  change: Partial<NewRow<'actor'>>,
): Promise<void> {
  await db.updateTable('actor').set(change).where('id', '=', id).execute();
}

/** Takes the actors' rows, as whoever changes their schedule does. */
export async function lockActors(db: Queries, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .selectFrom('actor')
    .select('id')
    .where(sql<boolean>`id = ANY (${[...ids]}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** The schedules as they are now that nobody else can change them. */
export async function schedulesOf(
  db: Queries,
  ids: readonly string[],
): Promise<Map<string, { version: number; schedule: Schedule }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('schedule')
    .selectAll()
    .where(sql<boolean>`actor_id = ANY (${[...ids]}::uuid[])`)
    .execute();
  return new Map(
    rows.map(({ actor_id, version, rules }) => [actor_id, { version, schedule: rules }]),
  );
}
