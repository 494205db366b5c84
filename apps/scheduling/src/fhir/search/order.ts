import { type RawBuilder, sql } from 'kysely';
import type { Page } from '../type.ts';
import type { Condition } from './conditions.ts';

/** What the rows of a table can be sorted by: names as `_sort` takes them, never null. */
export interface Sorting {
  table: string;
  keys: Record<string, RawBuilder<unknown>>;
  /** What they are sorted by unless it is said. */
  first: string;
}

/** Every table's rows by their id and by when they were changed; some by more. */
export const sortingOf = (
  table: string,
  more: Record<string, RawBuilder<unknown>> = {},
  first = '_id',
): Sorting => ({
  table,
  keys: {
    _id: sql.ref(`${table}.id`),
    _lastUpdated: sql.ref(`${table}.changed_at`),
    ...more,
  },
  first,
});

/**
 * Where a page begins and in which order its rows come. Equal keys are told apart by the id, so that
 * no row stands on two pages or on none.
 */
export function placed(
  { table, keys, first }: Sorting,
  { after, sort }: Page,
): { from: Condition; order: RawBuilder<unknown> } {
  const key = keys[sort?.name ?? first];
  if (!key) throw new Error('a search is sorted by what its type knows');
  const id = sql.ref(`${table}.id`);
  const [beyond, direction] = sort?.descending ? [sql`<`, sql`DESC`] : [sql`>`, sql`ASC`];
  const order = sql`${key} ${direction}, ${id} ${direction}`;
  if (after === undefined) return { from: sql<boolean>`true`, order };
  const last = sql`SELECT ${key}, ${id} FROM ${sql.table(table)} WHERE ${id} = ${after}`;
  return { from: sql<boolean>`(${key}, ${id}) ${beyond} (${last})`, order };
}
