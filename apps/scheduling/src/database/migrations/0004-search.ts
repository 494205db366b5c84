import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const STATEMENTS = [
  `CREATE TABLE appointment_series (
    id uuid PRIMARY KEY,
    every text NOT NULL CHECK (every IN ('day', 'week', 'month')),
    count integer NOT NULL
  )`,
  // Null for consults from before it was asked how languages are bridged.
  `ALTER TABLE appointment
    ADD COLUMN interpretation text
      CHECK (interpretation IN ('none', 'direct', 'relay', 'captions-only')),
    ADD COLUMN series_id uuid REFERENCES appointment_series`,
  `CREATE INDEX appointment_by_series ON appointment (series_id) WHERE series_id IS NOT NULL`,
  `CREATE INDEX actor_by_language_pair ON actor USING gin (language_pairs jsonb_path_ops)
    WHERE role = 'interpreter'`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
