import { SPECIALTIES } from '@silkconsult/protocol';
import type { Tx } from '../database/types.ts';
import { insertShift } from '../onCall/store.ts';
import { DEMO_ACTORS } from './people.ts';
import { demoId } from './seed.ts';

const HOUR = 3_600_000;

/** Who is on call: one specialist for each specialty around the clock, a different one each day. */
export async function writeOnCall(tx: Tx, now: Date): Promise<void> {
  const today = Math.floor(now.getTime() / (24 * HOUR));
  await tx.deleteFrom('on_call_shift').where('demo', '=', true).execute();
  const shifts = SPECIALTIES.flatMap((specialty) => {
    const able = DEMO_ACTORS.filter(
      (one) => one.kind === 'specialist' && one.specialty === specialty,
    );
    return [0, 1, 2].flatMap((day) => {
      const one = able[(today + day) % able.length];
      const start = new Date((today + day) * 24 * HOUR);
      return one ? [{ actorId: one.id, start, end: new Date(start.getTime() + 24 * HOUR) }] : [];
    });
  });
  for (const { actorId, start, end } of shifts)
    await insertShift(tx, {
      id: demoId('on-call', actorId, start.toISOString()),
      actorId,
      start,
      end,
      demo: true,
    });
}
