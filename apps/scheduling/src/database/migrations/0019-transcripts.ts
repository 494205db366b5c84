import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const STATEMENTS = [
  // The newest row of a speaker counts; after `withdrawn` there is no other.
  `CREATE TABLE transcript_consent (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    appointment_id uuid NOT NULL REFERENCES appointment ON DELETE CASCADE,
    speaker_id uuid NOT NULL REFERENCES actor,
    status text NOT NULL CHECK (status IN ('given', 'refused', 'withdrawn')),
    recorded_by uuid NOT NULL REFERENCES actor,
    at timestamptz NOT NULL
  )`,
  `CREATE INDEX transcript_consent_by_speaker
    ON transcript_consent (appointment_id, speaker_id, id)`,

  // One revision of what somebody said, in one language, as it was shown.
  `CREATE TABLE transcript_segment (
    appointment_id uuid NOT NULL REFERENCES appointment ON DELETE CASCADE,
    segment_id text NOT NULL,
    language text NOT NULL,
    revision integer NOT NULL,
    speaker_id uuid NOT NULL REFERENCES actor,
    segment jsonb NOT NULL,
    PRIMARY KEY (appointment_id, segment_id, language, revision)
  )`,
  `CREATE INDEX transcript_segment_by_speaker ON transcript_segment (appointment_id, speaker_id)`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
