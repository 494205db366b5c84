import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const STATEMENTS = [
  // An offer that was taken rings nowhere any more: its notices say when they stopped to matter.
  `ALTER TABLE notice
    ADD COLUMN resolved_at timestamptz,
    DROP CONSTRAINT notice_state_check,
    ADD CONSTRAINT notice_state_check
      CHECK (state IN ('queued', 'sent', 'failed', 'given-up', 'withdrawn'))`,

  `ALTER TABLE interpreter_offer ADD COLUMN began_at timestamptz`,
  `UPDATE interpreter_offer SET began_at = created_at`,
  `ALTER TABLE interpreter_offer ALTER COLUMN began_at SET NOT NULL`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
