import { randomUUID } from 'node:crypto';
import type { AccessClaims, ErrorCode, JoinClaims } from '@silkconsult/protocol';
import {
  API_AUDIENCE,
  accessClaimsSchema,
  JOIN_AUDIENCE,
  TOKEN_ALGORITHM,
  TOKEN_ISSUER,
} from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import jwt from 'jsonwebtoken';
import type { SigningKey } from './signingKey.ts';

/** Seconds. Short, because a stolen access token cannot be told from its owner's. */
export const ACCESS_SECONDS = 15 * 60;
/** Seconds. Only long enough to connect: a running session goes on by its resume token. */
const JOIN_SECONDS = 5 * 60;

export interface Tokens {
  /** An access token for the API. */
  signAccess(claims: AccessClaims): string;
  /** @throws RefusedError `token_expired`, `token_wrong_audience` or `token_invalid`. */
  verifyAccess(token: string): AccessClaims & { exp: number };
  /** A join token for one room. */
  signJoin(claims: Omit<JoinClaims, 'iss' | 'aud' | 'exp' | 'jti'>): {
    token: string;
    expiresAt: Date;
  };
}

function refusalOf(error: unknown): ErrorCode {
  if (error instanceof jwt.TokenExpiredError) return 'token_expired';
  if (error instanceof jwt.JsonWebTokenError && error.message.startsWith('jwt audience invalid'))
    return 'token_wrong_audience';
  return 'token_invalid';
}

/** Signs and verifies with one key. `now` decides about expiry. */
export function createTokens(key: SigningKey, now: () => Date): Tokens {
  const seconds = () => Math.floor(now().getTime() / 1000);
  const sign = (claims: object, audience: string, lifetime: number) => {
    const exp = seconds() + lifetime;
    const token = jwt.sign({ ...claims, iat: seconds(), exp }, key.privateKey, {
      algorithm: TOKEN_ALGORITHM,
      keyid: key.kid,
      issuer: TOKEN_ISSUER,
      audience,
      jwtid: randomUUID(),
    });
    return { token, expiresAt: new Date(exp * 1000) };
  };
  return {
    signAccess: (claims) => sign(claims, API_AUDIENCE, ACCESS_SECONDS).token,
    verifyAccess(token) {
      try {
        const claims = jwt.verify(token, key.publicKey, {
          algorithms: [TOKEN_ALGORITHM],
          audience: API_AUDIENCE,
          issuer: TOKEN_ISSUER,
          clockTimestamp: seconds(),
        });
        const parsed = accessClaimsSchema.safeParse(claims);
        if (!parsed.success || typeof claims === 'string' || claims.exp === undefined)
          throw new RefusedError('token_invalid');
        return { ...parsed.data, exp: claims.exp };
      } catch (error) {
        throw new RefusedError(refusalOf(error));
      }
    },
    signJoin: (claims) => sign(claims, JOIN_AUDIENCE, JOIN_SECONDS),
  };
}
