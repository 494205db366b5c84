import type { Schedule } from '@silkconsult/protocol';
import { writeSchedule } from '../availability/store.ts';
import type { Database } from '../database/types.ts';

const WORKING_WEEK: Schedule = {
  weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '09:00', end: '18:00' })),
  observesHolidays: true,
  buffers: { beforeMinutes: 0, afterMinutes: 0 },
  dailyMaximum: {},
};

/** Gives an actor Monday to Friday from nine to six in their clock, unless said otherwise. */
export function giveHours(db: Database, actorId: string, change: Partial<Schedule> = {}) {
  return writeSchedule(db, actorId, 1, { ...WORKING_WEEK, ...change });
}

export async function giveLeave(db: Database, actorId: string, start: string, end: string) {
  await db
    .insertInto('schedule_exception')
    .values({
      id: crypto.randomUUID(),
      actor_id: actorId,
      kind: 'leave',
      starts_at: new Date(start),
      ends_at: new Date(end),
    })
    .execute();
}
