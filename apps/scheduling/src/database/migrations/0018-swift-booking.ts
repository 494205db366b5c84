import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  // Whoever books does not wait until everybody is told: what is listed here still has to be.
  `CREATE TABLE untold_booking (
    appointment_id uuid PRIMARY KEY REFERENCES appointment ON DELETE CASCADE
  )`,

  // A hold belongs to a participant: one reference says what two said, and is checked once.
  `ALTER TABLE hold
    DROP CONSTRAINT hold_appointment_id_fkey,
    DROP CONSTRAINT hold_actor_id_fkey,
    ADD CONSTRAINT hold_of_participant FOREIGN KEY (appointment_id, actor_id)
      REFERENCES participant (appointment_id, actor_id) ON DELETE CASCADE`,
  // Checking it locked the row of the coordinator, for which all bookings of theirs queued. People
  // are never deleted; audit_event names them in the same way.
  `ALTER TABLE appointment DROP CONSTRAINT appointment_created_by_fkey`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
