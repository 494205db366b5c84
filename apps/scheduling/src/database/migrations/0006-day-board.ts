import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const STATEMENTS = [
  // The newest row of a patient counts; the ones before it say how it came to that.
  `CREATE TABLE consent (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    appointment_id uuid NOT NULL REFERENCES appointment ON DELETE CASCADE,
    patient_id uuid NOT NULL REFERENCES actor,
    status text NOT NULL CHECK (status IN ('asked', 'given', 'refused')),
    recorded_by uuid NOT NULL REFERENCES actor,
    at timestamptz NOT NULL
  )`,
  `CREATE INDEX consent_by_appointment ON consent (appointment_id, patient_id, id)`,

  `CREATE TABLE waiting (
    id uuid PRIMARY KEY,
    encounter_id uuid NOT NULL REFERENCES encounter ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES actor,
    role text NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz
  )`,
  `CREATE INDEX waiting_by_encounter ON waiting (encounter_id, since)`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
