import { createHmac } from 'node:crypto';
import type { IceServer } from '@silkconsult/protocol';

/** A consult may last eight hours, and a relay asks for the credentials again as it goes on. */
const LIFETIME_SECONDS = 12 * 60 * 60;

/**
 * TURN servers with credentials that expire, as coturn's `use-auth-secret` checks them
 * (draft-uberti-behave-turn-rest): the user name is the expiry and an id, the password its HMAC.
 */
export function iceServers(
  urls: readonly string[] | undefined,
  secret: string | undefined,
  personId: string,
  now: Date,
): IceServer[] {
  if (!urls || !secret) return [];
  const username = `${Math.floor(now.getTime() / 1000) + LIFETIME_SECONDS}:${personId}`;
  const credential = createHmac('sha1', secret).update(username).digest('base64');
  return [{ urls: [...urls], username, credential }];
}
