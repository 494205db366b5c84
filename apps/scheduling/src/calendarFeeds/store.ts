import type { NewRow, Queries } from '../database/types.ts';

export async function insertFeed(db: Queries, row: NewRow<'calendar_feed'>): Promise<void> {
  await db.insertInto('calendar_feed').values(row).execute();
}

export async function listFeeds(db: Queries, actorId: string) {
  return db
    .selectFrom('calendar_feed')
    .select(['id', 'created_at', 'read_at'])
    .where('actor_id', '=', actorId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .execute();
}

export async function revokeFeed(
  db: Queries,
  actorId: string,
  id: string,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('calendar_feed')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('actor_id', '=', actorId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whose feed this token opens. */
export async function openFeed(db: Queries, tokenHash: Buffer, at: Date) {
  return db
    .updateTable('calendar_feed')
    .set({ read_at: at })
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .returning(['id', 'actor_id'])
    .executeTakeFirst();
}
