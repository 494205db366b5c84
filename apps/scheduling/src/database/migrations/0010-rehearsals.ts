import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const STATEMENTS = [
  `CREATE TABLE rehearsal (
    id uuid PRIMARY KEY,
    appointment_id uuid NOT NULL REFERENCES appointment ON DELETE CASCADE,
    organization_id uuid NOT NULL REFERENCES organization,
    person_id uuid NOT NULL REFERENCES actor,
    at timestamptz NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('good', 'usable', 'unusable')),
    findings text[] NOT NULL,
    measurement jsonb NOT NULL
  )`,
  `CREATE INDEX rehearsal_by_appointment ON rehearsal (appointment_id, organization_id, at)`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
