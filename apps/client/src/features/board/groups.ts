import type { BoardRow } from '@silkconsult/protocol';
import { dayKey } from '../../time/format.ts';

export type BoardOrder = 'time' | 'hospital';

export interface BoardGroup {
  key: string;
  /** Set when the group is a hospital's. */
  hospital?: BoardRow['hospital'];
  rows: BoardRow[];
}

const DONE = new Set<BoardRow['status']>(['fulfilled', 'cancelled', 'noshow']);

export const isDone = (row: BoardRow) => DONE.has(row.status);

/** Yesterday's evening belongs on the board only while it goes on. */
export function onBoard(rows: readonly BoardRow[], today: Date): BoardRow[] {
  return rows.filter((row) => new Date(row.start) >= today || !isDone(row));
}

/** The same rows, by the day and hour or by where the patient sits. */
export function groupRows(
  rows: readonly BoardRow[],
  order: BoardOrder,
  zone: string,
): BoardGroup[] {
  if (order === 'time') {
    const days = Map.groupBy(rows, (row) => dayKey(new Date(row.start), zone));
    return [...days].map(([key, list]) => ({ key, rows: list }));
  }
  const hospitals = Map.groupBy(rows, (row) => row.hospital.id);
  return [...hospitals]
    .map(([key, list]) => ({ key, hospital: list[0]?.hospital, rows: list }))
    .sort((a, b) => (a.hospital?.name ?? '').localeCompare(b.hospital?.name ?? ''));
}
