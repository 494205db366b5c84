import type { Availability, Schedule } from '@silkconsult/protocol';
import type { Queries } from '../database/types.ts';
import { listExceptions, loadSchedules } from './store.ts';

/** What an editor begins with where nobody has entered hours yet. */
export const NO_SCHEDULE: Schedule = {
  weekly: [],
  observesHolidays: true,
  buffers: { beforeMinutes: 0, afterMinutes: 0 },
  dailyMaximum: {},
};

export async function viewAvailability(
  db: Queries,
  actorId: string,
  now: Date,
): Promise<Availability> {
  const moment = { start: now.getTime(), end: now.getTime() };
  const [row] = await loadSchedules(db, [actorId], moment);
  if (!row) throw new Error('the owner was found before');
  const exceptions = await listExceptions(db, actorId, now);
  return {
    actor: row.id,
    name: row.name,
    version: row.version ?? 0,
    schedule: row.schedule ?? NO_SCHEDULE,
    timeZone: row.timeZone,
    exceptions: exceptions.map(({ id, kind, starts_at, ends_at }) => ({
      id,
      kind,
      start: starts_at.toISOString(),
      end: ends_at.toISOString(),
    })),
  };
}
