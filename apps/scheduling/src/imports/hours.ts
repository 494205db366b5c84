import type { Schedule, WeeklyHours } from '@silkconsult/protocol';
import { recordAudits } from '../audit/store.ts';
import { writeSchedule } from '../availability/store.ts';
import { NO_SCHEDULE } from '../availability/view.ts';
import type { Tx } from '../database/types.ts';
import type { Plan } from './people.ts';
import { readWeeklyHours } from './rules/hours.ts';
import * as store from './store.ts';
import type { Table } from './table.ts';

/** The same hours, in whatever order. */
function sameHours(one: readonly WeeklyHours[], other: readonly WeeklyHours[]): boolean {
  const key = (hours: readonly WeeklyHours[]) =>
    hours
      .map(({ weekday, start, end, validFrom, validTo }) =>
        [weekday, start, end, validFrom, validTo].join(),
      )
      .toSorted()
      .join(';');
  return key(one) === key(other);
}

/**
 * The weekly hours of everybody in the file become those of the file; buffers, maxima and leave stay,
 * and so do the hours of who is not in it.
 */
export async function planHours(tx: Tx, organization: { id: string }, table: Table): Promise<Plan> {
  const actors = await store.importedActors(tx, organization.id);
  const ids = new Map(actors.map((actor) => [actor.external_id, actor.id]));
  const { hours, problems } = readWeeklyHours(table.lines, (id) => ids.has(id));
  const named = [...hours].flatMap(([externalId, weekly]) => {
    const id = ids.get(externalId);
    return id ? [{ id, weekly }] : [];
  });
  const actorIds = named.map(({ id }) => id);
  await store.lockActors(tx, actorIds);
  const current = await store.schedulesOf(tx, actorIds);
  const changed = named.filter(
    ({ id, weekly }) => !sameHours(current.get(id)?.schedule.weekly ?? [], weekly),
  );
  const created = changed.filter(({ id }) => !current.has(id)).length;
  return {
    created,
    updated: changed.length - created,
    unchanged: named.length - changed.length,
    problems,
    async carryOut(tx, viewer, at) {
      for (const { id, weekly } of changed) {
        const { version = 0, schedule = NO_SCHEDULE } = current.get(id) ?? {};
        const next: Schedule = { ...schedule, weekly };
        await writeSchedule(tx, id, version + 1, next);
      }
      const schedules = changed.map(({ id }) => ({ entity: 'schedule', id }));
      await recordAudits(tx, at, viewer, 'changeSchedule', schedules);
    },
  };
}
