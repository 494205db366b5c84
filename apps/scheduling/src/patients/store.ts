import { sql } from 'kysely';
import type { NewRow, Queries, Tx } from '../database/types.ts';
import type { DirectoryScope } from '../directory/rules.ts';
import { people, personInScope } from '../directory/store.ts';
import { searchKey } from './rules/searchKey.ts';

/** How alike a typed word and a word of the name must be (pg_trgm), so that two typos are forgiven. */
const LIKENESS = 0.42;
const BATCH = 500;

/** Makes the keys of those whose names were written or changed since the last search. */
export async function makeSearchKeys(db: Queries): Promise<void> {
  for (;;) {
    const rows = await db
      .selectFrom('actor')
      .select(['id', 'name', 'native_name', 'chinese_name'])
      .where('search_key', 'is', null)
      .limit(BATCH)
      .execute();
    if (rows.length === 0) return;
    const ids = rows.map((row) => row.id);
    const keys = rows.map((row) => searchKey([row.name, row.native_name, row.chinese_name]));
    await sql`
      UPDATE actor SET search_key = made.key
      FROM unnest(${ids}::uuid[], ${keys}::text[]) AS made (id, key)
      WHERE actor.id = made.id AND actor.search_key IS NULL`.execute(db);
  }
}

/**
 * Patients in whose names every one of the words is found, the most alike first. In a transaction,
 * because the likeness that the index looks for is a setting of it.
 */
export async function searchPatients(
  tx: Tx,
  scope: DirectoryScope,
  words: readonly string[],
  limit: number,
) {
  if (words.length === 0) return [];
  await sql`SELECT set_config('pg_trgm.word_similarity_threshold', ${String(LIKENESS)}, true)`.execute(
    tx,
  );
  const likeness = sql.join(
    words.map((word) => sql`word_similarity(${word}, actor.search_key)`),
    sql` + `,
  );
  return people(tx)
    .select(sql<number>`((${likeness}) / ${words.length}::real)::real`.as('likeness'))
    .where('actor.role', '=', 'patient')
    .where(personInScope(scope))
    .where((eb) => eb.and(words.map((word) => sql<boolean>`${word} <% actor.search_key`)))
    .orderBy('likeness', 'desc')
    .orderBy('actor.name')
    .orderBy('actor.id')
    .limit(limit)
    .execute();
}

export async function insertPatient(db: Queries, row: NewRow<'actor'>): Promise<void> {
  await db.insertInto('actor').values(row).execute();
}

export async function findPatient(db: Queries, id: string) {
  return people(db)
    .where('actor.role', '=', 'patient')
    .where('actor.id', '=', id)
    .executeTakeFirst();
}

export async function isPatientInScope(
  db: Queries,
  scope: DirectoryScope,
  id: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('actor')
    .select('actor.id')
    .where('actor.role', '=', 'patient')
    .where('actor.id', '=', id)
    .where(personInScope(scope))
    .executeTakeFirst();
  return row !== undefined;
}
