import type { ParticipantRole, Unavailable } from '@silkconsult/protocol';
import {
  type ActorTime,
  type HoldLimits,
  limitsOf,
  whyUnavailable,
} from '../availability/rules/freeTime.ts';
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

type Wanted = readonly { actor: string; role: ParticipantRole }[];
type Actor = ActorTime & { id: string; name: string };

/** The span of all these times, in milliseconds. */
export const spanOf = (times: readonly Times[]): Interval => ({
  start: Math.min(...times.map(({ start }) => start.getTime())),
  end: Math.max(...times.map(({ end }) => end.getTime())),
});

/** Those whose rules count: all, but for those whom the viewer may book all the same and does. */
const asked = (viewer: Viewer, participants: Wanted, evenIfUnavailable = false) =>
  participants.filter(({ actor }) => !(evenIfUnavailable && mayOverride(viewer, actor)));

/**
 * Holds the wanted times against the rules of everybody who takes part: hours, leave, holidays,
 * buffers, daily maxima. It is asked before anybody is locked: of many who want one hour, most learn
 * here that it is taken, and need not queue. What is booked in between, the database refuses: see
 * limitsIn for the buffers and maxima.
 *
 * @throws RefusedError `actor_busy`, which nobody can override, before `outside_availability` with
 * all who are not available, and why.
 */
export function requireFree(
  viewer: Viewer,
  participants: Wanted,
  times: readonly Times[],
  actors: ReadonlyMap<string, Actor>,
  evenIfUnavailable?: boolean,
): void {
  const all: Unavailable[] = [];
  for (const { actor: id, role } of asked(viewer, participants, evenIfUnavailable)) {
    const actor = actors.get(id);
    if (!actor) continue;
    for (const interval of times.map((one) => spanOf([one]))) {
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

/** What the database shall hold each of these times against, by actor; see keep_limits. */
export const limitsIn = (
  viewer: Viewer,
  participants: Wanted,
  times: readonly Times[],
  actors: ReadonlyMap<string, Actor>,
  evenIfUnavailable?: boolean,
): Record<string, HoldLimits | undefined>[] =>
  times.map((one) =>
    Object.fromEntries(
      asked(viewer, participants, evenIfUnavailable).flatMap(({ actor: id }) => {
        const actor = actors.get(id);
        return actor ? [[id, limitsOf(actor, spanOf([one]))]] : [];
      }),
    ),
  );

/** Like requireFree, for a consult that moves: what it holds itself is not in its way. */
export async function requireFreeToMove(
  db: Queries,
  viewer: Viewer,
  participants: Wanted,
  times: Times,
  { evenIfUnavailable, except }: { evenIfUnavailable?: boolean; except: string },
): Promise<void> {
  const ids = asked(viewer, participants, evenIfUnavailable).map(({ actor }) => actor);
  const actors = await loadActorTimes(db, ids, spanOf([times]), except);
  requireFree(viewer, participants, [times], actors, evenIfUnavailable);
}
