import { RefusedError } from '@silkconsult/service-kit';
import { isOverlap } from '../database/failures.ts';
import type { Queries } from '../database/types.ts';
import * as store from './store.ts';

const ATTEMPTS = 5;

/**
 * Does work that takes holds. When the database refuses one, whoever holds the time is looked up
 * and named. Should nobody hold it, try again: that hold is gone, and there is room after all; or it
 * was too near, or one too many for the day, and the rules say so the next time.
 *
 * @param wanted asked after a refusal
 * @throws RefusedError `actor_busy` with who is held and when.
 */
export async function holdingTime<T>(
  db: Queries,
  wanted: () => store.WantedHolds,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isOverlap(error)) throw error;
      const hold = await store.findHold(db, wanted());
      if (hold)
        throw new RefusedError('actor_busy', {
          actor: hold.actor,
          name: hold.name,
          start: hold.start.toISOString(),
          end: hold.end.toISOString(),
        });
      if (attempt === ATTEMPTS) throw new RefusedError('unavailable');
    }
  }
}
