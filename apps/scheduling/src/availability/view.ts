import {
  type Availability,
  LONGEST_EXCEPTION_DAYS,
  type OutsideConsult,
  type Schedule,
} from '@silkconsult/protocol';
import type { Queries } from '../database/types.ts';
import type { Interval } from '../intervals/intervals.ts';
import { whyClosed } from './rules/freeTime.ts';
import type { ScheduleFacts } from './rules/opening.ts';
import { listExceptions, loadHeld, loadSchedules } from './store.ts';

const DAY = 86_400_000;

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
  const ahead = { start: now.getTime(), end: now.getTime() + LONGEST_EXCEPTION_DAYS * DAY };
  const [row] = await loadSchedules(db, [actorId], ahead);
  if (!row) throw new Error('the owner was found before');
  const facts = {
    ...row,
    schedule: row.schedule ?? undefined,
    exceptions: row.exceptions ?? [],
  };
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
    outside: await outsideOf(db, actorId, facts, ahead),
  };
}

/** What is booked in a window and lies outside of what the rules open, the first first. */
async function outsideOf(
  db: Queries,
  actorId: string,
  facts: ScheduleFacts,
  window: Interval,
): Promise<OutsideConsult[]> {
  const held = await loadHeld(db, [actorId], window);
  return held
    .filter(({ end }) => end > window.start)
    .sort((a, b) => a.start - b.start)
    .flatMap(({ appointmentId, start, end }) => {
      const why = whyClosed(facts, { start, end });
      return why
        ? [
            {
              appointmentId,
              start: new Date(start).toISOString(),
              end: new Date(end).toISOString(),
              why,
            },
          ]
        : [];
    });
}
