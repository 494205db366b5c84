import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const STATEMENTS = [
  `ALTER TABLE actor ADD COLUMN external_id text`,
  `CREATE UNIQUE INDEX actor_by_external_id ON actor (organization_id, external_id)
    WHERE external_id IS NOT NULL`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
