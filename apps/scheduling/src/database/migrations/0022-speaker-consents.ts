import type { Kysely } from 'kysely';
import { sql } from 'kysely';

// One table for every word of a speaker: to be kept, and to be heard outside the hospital. Only the
// transcript knows a withdrawal; a "no" to engines outside can become a "yes" again.
const STATEMENTS = [
  'ALTER TABLE transcript_consent RENAME TO speaker_consent',
  `ALTER TABLE speaker_consent ADD COLUMN purpose text NOT NULL DEFAULT 'transcript'
    CHECK (purpose IN ('transcript', 'outsideEngines'))`,
  'ALTER TABLE speaker_consent ALTER COLUMN purpose DROP DEFAULT',
  `ALTER TABLE speaker_consent ADD CONSTRAINT speaker_consent_withdrawn_check
    CHECK (status <> 'withdrawn' OR purpose = 'transcript')`,
  'DROP INDEX transcript_consent_by_speaker',
  `CREATE INDEX speaker_consent_by_speaker
    ON speaker_consent (appointment_id, purpose, speaker_id, id)`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
