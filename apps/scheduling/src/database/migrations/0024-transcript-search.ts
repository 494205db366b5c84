import type { Kysely } from 'kysely';
import { sql } from 'kysely';

// What is searched in is made of the text by the program, alike on both databases. A line never
// changes, so nothing has to forget it. Rows from before get theirs with the next search.
const STATEMENTS = [
  'ALTER TABLE transcript_segment ADD COLUMN search_text text',
  `CREATE INDEX transcript_segment_by_text
    ON transcript_segment USING gin (search_text gin_trgm_ops)`,
  `CREATE INDEX transcript_segment_without_search_text
    ON transcript_segment (appointment_id) WHERE search_text IS NULL`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
