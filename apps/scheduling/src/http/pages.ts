import { RefusedError } from '@silkconsult/service-kit';

/** Pages are asked for with one row more than shown: that row tells whether there is a next page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => string,
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor?: string } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : undefined,
  };
}

/** A cursor is the id of the last row shown: it tells nothing about anybody when it is logged. */
export function cursorId(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor)) return cursor;
  throw new RefusedError('invalid_request', undefined, [
    { path: 'cursor', message: 'invalid_value' },
  ]);
}
