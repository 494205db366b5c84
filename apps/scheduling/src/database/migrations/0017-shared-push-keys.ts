import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const STATEMENTS = [
  // The pair by which push services know the whole installation: one row, whoever writes it first.
  `CREATE TABLE push_key (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    public_key text NOT NULL,
    private_key text NOT NULL
  )`,
  `ALTER TABLE on_call_shift ADD COLUMN version integer NOT NULL DEFAULT 1`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
