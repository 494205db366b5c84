import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { RefusedError } from '@silkconsult/service-kit';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Database } from '../database/types.ts';
import type { MachineClient } from '../machineClients/authenticate.ts';

/** Longer than any create takes; whoever died in the middle of one is waited for no longer. */
const SECONDS = 30;
const EVERY_MS = 50;
const MOST_TURNS = 200;

async function take(db: Database, condition: string, holder: string): Promise<boolean> {
  const until = sql<Date>`now() + make_interval(secs => ${SECONDS})`;
  const taken = await db
    .insertInto('conditional_create')
    .values({ condition, holder, until })
    .onConflict((conflict) =>
      conflict
        .column('condition')
        .doUpdateSet({ holder, until })
        .where(sql<boolean>`conditional_create.until < now()`),
    )
    .returning('condition')
    .executeTakeFirst();
  return taken !== undefined;
}

/**
 * Does work for one condition of a program at a time, on whatever node: looking whether something is
 * there and making it is two steps, between which the same request sent again would look too. A row
 * and no lock, because no connection is to be kept waiting meanwhile.
 *
 * @throws RefusedError `unavailable` when the other one does not end in time.
 */
export async function oneByOne<T>(
  { db }: Pick<Context, 'db'>,
  client: MachineClient,
  condition: string,
  work: () => Promise<T>,
): Promise<T> {
  const key = createHash('sha256').update(`${client.id} ${condition}`).digest('base64');
  const holder = randomUUID();
  for (let turn = 1; !(await take(db, key, holder)); turn += 1) {
    if (turn === MOST_TURNS) throw new RefusedError('unavailable');
    await delay(EVERY_MS);
  }
  try {
    return await work();
  } finally {
    await db
      .deleteFrom('conditional_create')
      .where('condition', '=', key)
      .where('holder', '=', holder)
      .execute();
  }
}
