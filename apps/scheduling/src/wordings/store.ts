import type { Language } from '@silkconsult/protocol';
import type { WordingKind, WordingOverlay } from '@silkconsult/protocol/wordings';
import { sql } from 'kysely';
import type { NewRow, Queries, Tx } from '../database/types.ts';

/**
 * One change after the other, until the transaction ends: each is checked against all before it, and
 * who asks for what is newer than a revision never misses one that was given out earlier.
 */
export async function lockWordings(tx: Tx): Promise<void> {
  await sql`LOCK TABLE wording IN SHARE ROW EXCLUSIVE MODE`.execute(tx);
}

/** The newest version of every wording that was changed here, with who wrote it. */
export async function newestWordings(db: Queries) {
  return db
    .selectFrom('wording')
    .innerJoin('actor', 'actor.id', 'wording.by_id')
    .distinctOn(['wording.kind', 'wording.entry_id', 'wording.language'])
    .select([
      ...(['wording.kind', 'wording.entry_id', 'wording.language', 'wording.version'] as const),
      ...(['wording.wording', 'wording.review', 'wording.by_id', 'wording.at'] as const),
      'actor.name as by_name',
      'wording.revision',
    ])
    .orderBy('wording.kind')
    .orderBy('wording.entry_id')
    .orderBy('wording.language')
    .orderBy('wording.version', 'desc')
    .execute();
}
export type WordingRow = Awaited<ReturnType<typeof newestWordings>>[number];

export async function addedTerms(db: Queries) {
  return db.selectFrom('added_term').select(['id', 'domain']).orderBy('at').orderBy('id').execute();
}

/** The newest revision of each kind; 0 where nothing was changed. */
export async function newestRevisions(db: Queries): Promise<WordingOverlay['revision']> {
  const rows = await db
    .selectFrom('wording')
    .select((eb) => ['kind', eb.fn.max('revision').as('revision')])
    .groupBy('kind')
    .execute();
  const of = (kind: WordingKind) => Number(rows.find((row) => row.kind === kind)?.revision ?? 0);
  return { phrase: of('phrase'), term: of('term') };
}

/** Every version that an entry had here, the newest first. */
export async function historyOf(db: Queries, kind: WordingKind, entryId: string) {
  return db
    .selectFrom('wording')
    .innerJoin('actor', 'actor.id', 'wording.by_id')
    .select([
      ...(['wording.language', 'wording.version', 'wording.wording', 'wording.review'] as const),
      ...(['wording.by_id', 'wording.at', 'actor.name as by_name'] as const),
    ])
    .where('wording.kind', '=', kind)
    .where('wording.entry_id', '=', entryId)
    .orderBy('wording.revision', 'desc')
    .execute();
}

export async function insertWording(tx: Tx, row: NewRow<'wording'>): Promise<void> {
  await tx.insertInto('wording').values(row).execute();
}

export async function insertAddedTerm(tx: Tx, row: NewRow<'added_term'>): Promise<void> {
  await tx.insertInto('added_term').values(row).execute();
}

/** Whose words stand in an entry by a suggestion that was taken over. */
export async function suggestersOf(db: Queries, entryId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('term_suggester')
    .innerJoin('term_suggestion', 'term_suggestion.id', 'term_suggester.suggestion_id')
    .select('term_suggester.actor_id')
    .where('term_suggestion.entry_id', '=', entryId)
    .execute();
  return rows.map(({ actor_id }) => actor_id);
}

/** The languages that a person speaks or interprets. */
export async function languagesOf(db: Queries, personId: string): Promise<Language[]> {
  const person = await db
    .selectFrom('actor')
    .select(['languages', 'language_pairs'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  return [...person.languages, ...person.language_pairs.flat()];
}
