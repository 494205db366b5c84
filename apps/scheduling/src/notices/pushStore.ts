import { randomUUID } from 'node:crypto';
import type { NewPushSubscription } from '@silkconsult/protocol';
import type { Queries } from '../database/types.ts';

export async function pushSubscriptionsOf(db: Queries, actorId: string) {
  return db
    .selectFrom('push_subscription')
    .selectAll()
    .where('actor_id', '=', actorId)
    .orderBy('created_at', 'desc')
    .limit(10)
    .execute();
}

/** A browser has one subscription: whoever signs in to it last is told there. */
export async function savePushSubscription(
  db: Queries,
  actorId: string,
  { endpoint, keys }: NewPushSubscription,
  at: Date,
): Promise<void> {
  const owned = { actor_id: actorId, p256dh: keys.p256dh, auth: keys.auth, created_at: at };
  await db
    .insertInto('push_subscription')
    .values({ id: randomUUID(), endpoint, ...owned })
    .onConflict((conflict) => conflict.column('endpoint').doUpdateSet(owned))
    .execute();
}

export async function deletePushSubscription(
  db: Queries,
  actorId: string,
  endpoint: string,
): Promise<void> {
  await db
    .deleteFrom('push_subscription')
    .where('actor_id', '=', actorId)
    .where('endpoint', '=', endpoint)
    .execute();
}
