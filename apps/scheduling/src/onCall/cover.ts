import type { OnCallCover } from '@silkconsult/protocol';
import type { Context } from '../context.ts';
import type { Interval } from '../intervals/intervals.ts';
import { coverOf } from './rules/cover.ts';
import { findCallable, listShifts } from './store.ts';

const toTimes = ({ start, end }: Interval) => ({
  start: new Date(start).toISOString(),
  end: new Date(end).toISOString(),
});

/** How the rest of the window is covered. */
export async function readCover(
  { db, now }: Pick<Context, 'db' | 'now'>,
  from: Date,
  to: Date,
): Promise<OnCallCover[]> {
  const window = { start: Math.max(from.getTime(), now().getTime()), end: to.getTime() };
  if (window.end <= window.start) return [];
  const people = await findCallable(db);
  const shifts = await listShifts(db, { from: new Date(window.start), to });
  const covers = coverOf(
    window,
    people.map((row) => ({
      id: row.id,
      organizationId: row.organization_id,
      organizationName: row.organization_name,
      specialty: row.role === 'interpreter' ? undefined : (row.specialty ?? undefined),
      languagePairs: row.role === 'interpreter' ? row.language_pairs : [],
    })),
    shifts.map((row) => ({
      actorId: row.actor_id,
      start: row.start.getTime(),
      end: row.end.getTime(),
    })),
  );
  return covers.map(({ gaps, overlaps, ...task }) => ({
    ...task,
    gaps: gaps.map(toTimes),
    overlaps: overlaps.map(toTimes),
  }));
}
