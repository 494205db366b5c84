import type { SuggestionStatus } from '@silkconsult/protocol/wordings';
import { sql } from 'kysely';
import type { NewRow, Queries, Tx } from '../database/types.ts';

/** @returns whether it is new; else the same pair is waiting already. */
export async function insertSuggestion(tx: Tx, row: NewRow<'term_suggestion'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('term_suggestion')
    .values(row)
    // The status is spelt out: a parameter would hide which index is meant once the plan is generic.
    .onConflict((conflict) =>
      conflict.column('pair_key').where(sql<boolean>`status = 'open'`).doNothing(),
    )
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

export async function findOpen(tx: Tx, pairKey: string) {
  return tx
    .selectFrom('term_suggestion')
    .select('id')
    .where('pair_key', '=', pairKey)
    .where('status', '=', 'open')
    .executeTakeFirst();
}

/** Who suggests the same again is among its suggesters once. */
export async function insertSuggester(tx: Tx, row: NewRow<'term_suggester'>): Promise<void> {
  await tx
    .insertInto('term_suggester')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function countOpenOf(db: Queries, actorId: string): Promise<number> {
  const { count } = await db
    .selectFrom('term_suggester')
    .innerJoin('term_suggestion', 'term_suggestion.id', 'term_suggester.suggestion_id')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('actor_id', '=', actorId)
    .where('status', '=', 'open')
    .executeTakeFirstOrThrow();
  return Number(count);
}

function suggestions(db: Queries) {
  return db
    .selectFrom('term_suggestion')
    .leftJoin('actor as decider', 'decider.id', 'term_suggestion.decided_by')
    .selectAll('term_suggestion')
    .select('decider.name as decider_name');
}

/** Those that wait first, the oldest of them first; then the decided, the newest first. */
export async function listSuggestions(
  db: Queries,
  filter: { status?: SuggestionStatus; by?: string; limit: number },
) {
  return suggestions(db)
    .$if(filter.status !== undefined, (query) =>
      query.where('status', '=', filter.status ?? 'open'),
    )
    .$if(filter.by !== undefined, (query) =>
      query.where('term_suggestion.id', 'in', (eb) =>
        eb
          .selectFrom('term_suggester')
          .select('suggestion_id')
          .where('actor_id', '=', filter.by ?? ''),
      ),
    )
    .orderBy('decided_at', (order) => order.desc().nullsFirst())
    .orderBy('term_suggestion.at')
    .limit(filter.limit)
    .execute();
}
export type SuggestionRow = Awaited<ReturnType<typeof listSuggestions>>[number];

export async function suggestersOfAll(db: Queries, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('term_suggester')
    .innerJoin('actor', 'actor.id', 'term_suggester.actor_id')
    .select(['suggestion_id', 'actor_id', 'actor.name', 'note', 'at'])
    .where('suggestion_id', 'in', ids)
    .orderBy('at')
    .execute();
}

/** Takes the row until the transaction ends. */
export async function lockSuggestion(tx: Tx, id: string) {
  return tx
    .selectFrom('term_suggestion')
    .select(['id', 'status'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function findSuggestion(db: Queries, id: string) {
  return suggestions(db).where('term_suggestion.id', '=', id).executeTakeFirstOrThrow();
}

export async function decideSuggestion(
  tx: Tx,
  id: string,
  decision: {
    status: Exclude<SuggestionStatus, 'open'>;
    entry_id: string | null;
    reason: string | null;
    decided_by: string;
    decided_at: Date;
  },
): Promise<void> {
  await tx.updateTable('term_suggestion').set(decision).where('id', '=', id).execute();
}
