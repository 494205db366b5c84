import { setTimeout as delay } from 'node:timers/promises';
import { isWorthRetrying } from './failures.ts';
import type { Database, Tx } from './types.ts';

const ATTEMPTS = 5;

/**
 * Runs a command's transaction; one that lost to a concurrent one (a serialization failure, a
 * deadlock) runs again from its beginning, so `work` must not have effects outside the database.
 */
export async function inTransaction<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (attempt === ATTEMPTS || !isWorthRetrying(error)) throw error;
      await delay(Math.random() * 20 * 2 ** attempt);
    }
  }
}
