import type { ParticipantRole } from '@silkconsult/protocol';
import { whyUnavailable } from '../availability/rules/freeTime.ts';
import { loadActorTimes } from '../availability/store.ts';
import type { Queries } from '../database/types.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { mayOverride } from './rules/access.ts';
import type { Times } from './rules/times.ts';

/**
 * Holds the wanted times against the rules of everybody who takes part: hours, leave, holidays,
 * buffers, daily maxima. Two queries, and none for who books all the same and may.
 *
 * @throws RefusedError `outside_availability` with who is not available, and why.
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
  for (const { actor: id, role } of asked) {
    const actor = actors.get(id);
    if (!actor) continue;
    for (const interval of wanted) {
      const why = whyUnavailable(actor, interval);
      if (why)
        refuseIf({
          code: 'outside_availability',
          params: { actor: id, name: actor.name, role, why },
        });
    }
  }
}
