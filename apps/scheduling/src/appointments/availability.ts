import type { ParticipantRole, Unavailable } from '@silkconsult/protocol';
import { whyUnavailable } from '../availability/rules/freeTime.ts';
import { loadActorTimes } from '../availability/store.ts';
import type { Queries } from '../database/types.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Interval } from '../intervals/intervals.ts';
import type { Viewer } from '../rules/viewer.ts';
import { mayOverride } from './rules/access.ts';
import type { Times } from './rules/times.ts';

const busyParams = ({ id, name }: { id: string; name: string }, { start, end }: Interval) => ({
  actor: id,
  name,
  start: new Date(start).toISOString(),
  end: new Date(end).toISOString(),
});

/**
 * Holds the wanted times against the rules of everybody who takes part: hours, leave, holidays,
 * buffers, daily maxima. Two queries, and none for who books all the same and may. It is asked before
 * anybody is locked: of many who want one hour, most learn here that it is taken, and need not queue.
 * What is booked in between, the constraint refuses; a buffer between two bookings of the same
 * moment may be lost.
 *
 * @throws RefusedError `actor_busy`, which nobody can override, before `outside_availability` with
 * all who are not available, and why.
 */
export async function requireAvailable(
  db: Queries,
  viewer: Viewer,
  participants: readonly { actor: string; role: ParticipantRole }[],
  times: readonly Times[],
  { evenIfUnavailable = false, except }: { evenIfUnavailable?: boolean; except?: string },
): Promise<void> {
  const override = (actor: string) => evenIfUnavailable && mayOverride(viewer, actor);
  const asked = participants.filter(({ actor }) => !override(actor));
  if (asked.length === 0) return;
  const wanted = times.map(({ start, end }) => ({ start: start.getTime(), end: end.getTime() }));
  const window = {
    start: Math.min(...wanted.map(({ start }) => start)),
    end: Math.max(...wanted.map(({ end }) => end)),
  };
  const ids = asked.map(({ actor }) => actor);
  const actors = await loadActorTimes(db, ids, window, except);
  const all: Unavailable[] = [];
  for (const { actor: id, role } of asked) {
    const actor = actors.get(id);
    if (!actor) continue;
    for (const interval of wanted) {
      const held = actor.held.find(
        ({ start, end }) => start < interval.end && interval.start < end,
      );
      if (held) refuseIf({ code: 'actor_busy', params: busyParams(actor, held) });
      const why = whyUnavailable(actor, interval);
      if (why && !all.some((one) => one.actor === id))
        all.push({ actor: id, name: actor.name, role, why });
    }
  }
  if (all[0]) refuseIf({ code: 'outside_availability', params: { ...all[0], all } });
}
