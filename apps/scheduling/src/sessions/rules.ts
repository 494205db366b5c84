/**
 * How long the token before the current one is still answered, without being exchanged again. Two
 * tabs that wake up together both send the token they know; the second would otherwise look like
 * theft and sign the person out. It gives a thief nothing that he could keep: an access token of
 * minutes, and no refresh token.
 */
const GRACE_MS = 10_000;

export interface PresentedToken {
  /** When it was exchanged, if it was. */
  usedAt: Date | null;
  /** Whether the token that it was exchanged for is itself still unused. */
  nextIsUnused: boolean;
}

export interface SessionState {
  expiresAt: Date;
  revokedAt: Date | null;
}

/** What a refresh token that was presented deserves. */
export type RefreshVerdict =
  | 'rotate' // give the next refresh token and an access token
  | 'repeat' // give an access token only: another tab has just rotated
  | 'reused' // somebody has a copy: end the session
  | 'expired';

export function judgeRefresh(
  token: PresentedToken,
  session: SessionState,
  now: Date,
): RefreshVerdict {
  if (session.revokedAt || session.expiresAt <= now) return 'expired';
  if (!token.usedAt) return 'rotate';
  const age = now.getTime() - token.usedAt.getTime();
  return token.nextIsUnused && age <= GRACE_MS ? 'repeat' : 'reused';
}
