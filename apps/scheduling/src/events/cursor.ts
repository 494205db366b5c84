/**
 * A place in the order of events: the writing transaction's id, then the event's own. Both are
 * 64-bit numbers.
 */
export interface Cursor {
  xid: bigint;
  id: bigint;
}

export function formatCursor({ xid, id }: Cursor): string {
  return `${xid}-${id}`;
}

/** @returns undefined for what is no cursor. */
export function parseCursor(text: string): Cursor | undefined {
  const match = /^(\d{1,19})-(\d{1,19})$/.exec(text);
  return match?.[1] && match[2] ? { xid: BigInt(match[1]), id: BigInt(match[2]) } : undefined;
}

export function isAfter(a: Cursor, b: Cursor): boolean {
  return a.xid === b.xid ? a.id > b.id : a.xid > b.xid;
}
