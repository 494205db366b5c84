import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const STATEMENTS = [
  `CREATE TABLE schedule (
    actor_id uuid PRIMARY KEY REFERENCES actor ON DELETE CASCADE,
    version integer NOT NULL,
    rules jsonb NOT NULL
  )`,
  `CREATE TABLE schedule_exception (
    id uuid PRIMARY KEY,
    actor_id uuid NOT NULL REFERENCES actor ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('leave', 'extra')),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    CHECK (ends_at > starts_at)
  )`,
  `CREATE INDEX schedule_exception_by_actor ON schedule_exception (actor_id, ends_at)`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
