import type { Interpreting } from '@silkconsult/protocol';
import type { Queries } from '../database/types.ts';

/** In a transaction, the row is taken until its end, so that changes follow each other. */
export async function lockInterpreter(db: Queries, id: string) {
  return db
    .selectFrom('actor')
    .select(['language_pairs', 'dialects'])
    .where('id', '=', id)
    .where('role', '=', 'interpreter')
    .forNoKeyUpdate()
    .executeTakeFirst();
}

export async function writeInterpreting(
  db: Queries,
  id: string,
  { languagePairs, dialects }: Interpreting,
): Promise<void> {
  await db
    .updateTable('actor')
    .set({ language_pairs: JSON.stringify(languagePairs), dialects })
    .where('id', '=', id)
    .execute();
}
