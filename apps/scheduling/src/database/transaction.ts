import { setTimeout as delay } from 'node:timers/promises';
import { isWorthRetrying } from './failures.ts';
import type { Database, Tx } from './types.ts';

const ATTEMPTS = 5;

/**
 * Does work on the database; what lost to something concurrent (a serialization failure, a
 * deadlock) is done again from its beginning, so `work` must not have effects outside the database.
 */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !isWorthRetrying(error)) throw error;
      await delay(Math.random() * 20 * 2 ** attempt);
    }
  }
}

/** Runs a command's transaction, again if it lost to another one. */
export async function inTransaction<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return retrying(() => db.transaction().execute(work));
}
