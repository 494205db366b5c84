import type { KeyObject } from 'node:crypto';
import type { JoinClaims } from '@silkconsult/protocol';
import {
  JOIN_AUDIENCE,
  joinClaimsSchema,
  TOKEN_ALGORITHM,
  TOKEN_ISSUER,
} from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import jwt from 'jsonwebtoken';

/** A running session outlives its token: so long after its end, a token may still `resume`. */
const RESUME_WINDOW_SECONDS = 6 * 3600;

export interface Admitted {
  claims: JoinClaims;
  /** Expired: good for nothing but `resume`, which a session's own secret proves. */
  expired: boolean;
}

interface KeySource {
  find(keyId: string): Promise<KeyObject | undefined>;
}

/**
 * Verifies a join token: ES256 only (whatever its header says), issuer, audience, shape.
 *
 * @throws RefusedError `token_missing`, `token_expired`, `token_wrong_audience`, `token_invalid`,
 *   and `unavailable` while no public key could be read yet
 */
export async function verifyJoinToken(
  token: unknown,
  keys: KeySource,
  now: Date,
): Promise<Admitted> {
  if (token === undefined || token === null || token === '')
    throw new RefusedError('token_missing');
  if (typeof token !== 'string' || token.length > 8192) throw new RefusedError('token_invalid');
  const header = headerOf(token);
  if (header?.alg !== TOKEN_ALGORITHM || typeof header.kid !== 'string')
    throw new RefusedError('token_invalid');
  const key = await keys.find(header.kid);
  if (!key) throw new RefusedError('token_invalid');
  const payload = verify(token, key);
  if (typeof payload !== 'object' || payload === null) throw new RefusedError('token_invalid');
  if ('aud' in payload && payload.aud !== JOIN_AUDIENCE)
    throw new RefusedError('token_wrong_audience');
  const claims = joinClaimsSchema.safeParse(payload);
  if (!claims.success) throw new RefusedError('token_invalid');
  const age = now.getTime() / 1000 - claims.data.exp;
  if (age >= RESUME_WINDOW_SECONDS) throw new RefusedError('token_expired');
  return { claims: claims.data, expired: age >= 0 };
}

function headerOf(token: string): jwt.JwtHeader | undefined {
  try {
    return jwt.decode(token, { complete: true })?.header;
  } catch {
    return undefined;
  }
}

/** The signature and the issuer here; time and audience have codes of their own. */
function verify(token: string, key: KeyObject): unknown {
  try {
    return jwt.verify(token, key, {
      algorithms: [TOKEN_ALGORITHM],
      issuer: TOKEN_ISSUER,
      ignoreExpiration: true,
    });
  } catch {
    throw new RefusedError('token_invalid');
  }
}
