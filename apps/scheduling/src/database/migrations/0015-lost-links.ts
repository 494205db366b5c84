import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const STATEMENTS = [
  // Why a stay ended: a link that breaks off is told apart from somebody who leaves.
  `ALTER TABLE encounter_report ADD COLUMN reason text`,
  `ALTER TABLE stay ADD COLUMN left_because text`,

  // Cases that somebody opened, with their reason.
  `ALTER TABLE written_case
    ADD COLUMN reason text,
    ADD COLUMN opened_by uuid REFERENCES actor,
    DROP CONSTRAINT written_case_cause_check,
    ADD CONSTRAINT written_case_cause_check CHECK (cause IN ('noshow', 'dead-link', 'by-hand')),
    ADD CONSTRAINT written_case_by_hand_has_reason
      CHECK ((cause = 'by-hand') = (reason IS NOT NULL AND opened_by IS NOT NULL))`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
