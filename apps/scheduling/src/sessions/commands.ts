import { randomUUID } from 'node:crypto';
import type { Session, SignIn } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { ACCESS_SECONDS } from '../keys/tokens.ts';
import type { Viewer } from '../rules/viewer.ts';
import { toMe } from './me.ts';
import { UNKNOWN_ACCOUNT_HASH, verifyPassword } from './password.ts';
import { judgeRefresh } from './rules.ts';
import { hashSecret, newSecret } from './secrets.ts';
import type { PersonRow } from './store.ts';
import * as store from './store.ts';

const SESSION_MS = 7 * 24 * 60 * 60 * 1000;

export interface StartedSession {
  session: Session;
  /** The next refresh token with its end of life; absent when the one in use stays. */
  refresh?: { token: string; expiresAt: Date };
}

/** The answer to a person whose session is good. */
export function toSession(
  { tokens }: Context,
  person: PersonRow,
  sessionId: string,
  appointmentId?: string,
): Session {
  const me = toMe(person, appointmentId);
  const accessToken = tokens.signAccess({
    sub: me.personId,
    sid: sessionId,
    role: me.role,
    kind: me.kind,
    org: me.organizationId,
    appointment: appointmentId,
  });
  return { accessToken, expiresIn: ACCESS_SECONDS, me };
}

/**
 * Starts a session for the account. An unknown address costs as much time as a wrong password, so
 * that nobody can find out who has an account.
 *
 * @throws RefusedError `invalid_credentials`.
 */
export async function signIn(
  context: Context,
  { email, password }: SignIn,
): Promise<StartedSession> {
  const { db, now } = context;
  const account = await store.findAccount(db, email);
  const right = await verifyPassword(password, account?.password_hash ?? UNKNOWN_ACCOUNT_HASH);
  if (!account || !right) throw new RefusedError('invalid_credentials');
  const id = randomUUID();
  const token = newSecret();
  const createdAt = now();
  const expiresAt = new Date(createdAt.getTime() + SESSION_MS);
  return inTransaction(db, async (tx) => {
    await store.insertSession(tx, { id, actorId: account.actor_id, createdAt, expiresAt });
    await store.insertRefreshToken(tx, { hash: hashSecret(token), sessionId: id, createdAt });
    const person = await store.findPerson(tx, account.actor_id);
    if (!person) throw new RefusedError('invalid_credentials');
    await recordAudit(
      tx,
      createdAt,
      { personId: person.id, sessionId: id },
      'signIn',
      'session',
      id,
    );
    return { session: toSession(context, person, id), refresh: { token, expiresAt } };
  });
}

/**
 * Exchanges a refresh token for the next one and a fresh access token.
 *
 * @throws RefusedError `unauthenticated` without a known token, `session_expired`, or
 * `session_reused`, which has ended the session: somebody used a copy.
 */
export async function refreshSession(
  context: Context,
  token: string | undefined,
): Promise<StartedSession> {
  if (!token) throw new RefusedError('unauthenticated');
  const { db, now } = context;
  const outcome = await inTransaction(db, async (tx) => {
    const hash = hashSecret(token);
    const found = await store.lockRefreshToken(tx, hash);
    if (!found) return 'unauthenticated';
    const at = now();
    const verdict = judgeRefresh(
      {
        usedAt: found.used_at,
        nextIsUnused: found.next_hash !== null && found.next_used_at === null,
      },
      { expiresAt: found.session.expires_at, revokedAt: found.session.revoked_at },
      at,
    );
    if (verdict === 'expired') return 'session_expired';
    const { id, actor_id, expires_at } = found.session;
    if (verdict === 'reused') {
      await store.revokeSession(tx, id, at);
      const who = { personId: actor_id, sessionId: id };
      await recordAudit(tx, at, who, 'revokeReused', 'session', id);
      return 'session_reused';
    }
    const person = await store.findPerson(tx, actor_id);
    if (!person) return 'session_expired';
    const session = toSession(context, person, id);
    if (verdict === 'repeat') return { session };
    const next = newSecret();
    await store.insertRefreshToken(tx, { hash: hashSecret(next), sessionId: id, createdAt: at });
    await store.markRefreshTokenUsed(tx, hash, hashSecret(next), at);
    return { session, refresh: { token: next, expiresAt: expires_at } };
  });
  // Refused only now: the revocation had to be committed first.
  if (typeof outcome === 'string') throw new RefusedError(outcome);
  return outcome;
}

/** Ends the session at once: its access token is refused from here on. */
export async function signOut({ db, now }: Context, viewer: Viewer): Promise<void> {
  await inTransaction(db, async (tx) => {
    await store.revokeSession(tx, viewer.sessionId, now());
    await recordAudit(tx, now(), viewer, 'signOut', 'session', viewer.sessionId);
  });
}
