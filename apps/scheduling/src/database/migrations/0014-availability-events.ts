import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const STATEMENTS = [
  `ALTER TABLE event
    ADD COLUMN actor_id uuid REFERENCES actor ON DELETE CASCADE,
    DROP CONSTRAINT event_has_one_subject,
    ADD CONSTRAINT event_has_one_subject
      CHECK (num_nonnulls(appointment_id, service_request_id, actor_id) = 1)`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
