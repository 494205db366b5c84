import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** When each row that others follow was changed last, so that a program asks for what is new only. */
const STATEMENTS = [
  `CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN NEW.changed_at := now(); RETURN NEW; END $$`,
  ...['organization', 'actor', 'appointment', 'encounter', 'service_request'].flatMap((table) => [
    `ALTER TABLE ${table} ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now()`,
    `CREATE INDEX ${table}_by_change ON ${table} (changed_at, id)`,
  ]),
  ...['organization', 'appointment', 'encounter', 'service_request'].map(
    (table) => `CREATE TRIGGER ${table}_changed BEFORE UPDATE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION note_change()`,
  ),
  `CREATE INDEX service_request_by_requester ON service_request (requester_id, created_at)`,
  // The key for searches by name is made again and again, and changes nobody.
  `CREATE TRIGGER actor_changed BEFORE UPDATE OF
      name, native_name, chinese_name, kind, specialty, languages, language_pairs, dialects,
      birth_year, birth_date, time_zone, external_id ON actor
    FOR EACH ROW EXECUTE FUNCTION note_change()`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
