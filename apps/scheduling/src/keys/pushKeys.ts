import webpush from 'web-push';
import type { Database } from '../database/types.ts';

/** The pair by which push services know us (VAPID, RFC 8292). */
export interface PushKeys {
  publicKey: string;
  privateKey: string;
}

/**
 * The push keys of this installation, made at the first start of any of its processes. Browsers
 * subscribe to the public one: with other keys, every subscription is lost. They are with the
 * subscriptions, which are of no use without them.
 */
export async function loadPushKeys(db: Database): Promise<PushKeys> {
  const known = db.selectFrom('push_key').select(['public_key', 'private_key']);
  if (!(await known.executeTakeFirst())) {
    const made = webpush.generateVAPIDKeys();
    await db
      .insertInto('push_key')
      .values({ public_key: made.publicKey, private_key: made.privateKey })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const { public_key, private_key } = await known.executeTakeFirstOrThrow();
  return { publicKey: public_key, privateKey: private_key };
}
