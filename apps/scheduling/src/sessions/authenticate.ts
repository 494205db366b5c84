import { RefusedError } from '@silkconsult/service-kit';
import type { Request } from 'express';
import type { Context } from '../context.ts';
import type { Viewer } from '../rules/viewer.ts';
import { toViewer } from './me.ts';
import { findSession } from './store.ts';

function bearerToken(request: Request): string {
  const match = /^Bearer ([\w.-]+)$/.exec(request.header('authorization') ?? '');
  if (!match?.[1]) throw new RefusedError('unauthenticated');
  return match[1];
}

/** The viewer of a session that is still good. */
export async function viewerOf(
  { db, now }: Pick<Context, 'db' | 'now'>,
  sessionId: string,
): Promise<Viewer> {
  const session = await findSession(db, sessionId);
  if (!session || session.revoked_at || session.expires_at <= now())
    throw new RefusedError('session_expired');
  return toViewer(session, sessionId, session.appointment_id ?? undefined);
}

/**
 * Who sent this request. The token proves the session; role and organisation come from the database,
 * so that a session that was signed out or revoked ends now and not when its token expires.
 *
 * @throws RefusedError `unauthenticated`, `token_expired`, `token_invalid`, `token_wrong_audience`
 * or `session_expired`.
 */
export async function authenticate(context: Context, request: Request): Promise<Viewer> {
  const claims = context.tokens.verifyAccess(bearerToken(request));
  const viewer = await viewerOf(context, claims.sid);
  if (viewer.personId !== claims.sub) throw new RefusedError('token_invalid');
  return viewer;
}

/** When the request's access token expires; a stream ends then. */
export function tokenExpiry({ tokens }: Context, request: Request): Date {
  return new Date(tokens.verifyAccess(bearerToken(request)).exp * 1000);
}
