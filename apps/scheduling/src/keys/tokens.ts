import { randomUUID } from 'node:crypto';
import type { AccessClaims, ErrorCode, JoinClaims } from '@silkconsult/protocol';
import {
  API_AUDIENCE,
  accessClaimsSchema,
  idSchema,
  JOIN_AUDIENCE,
  TOKEN_ALGORITHM,
  TOKEN_ISSUER,
} from '@silkconsult/protocol';
import { parse, RefusedError } from '@silkconsult/service-kit';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { SigningKey } from './signingKey.ts';

/** Seconds. Short, because a stolen access token cannot be told from its owner's. */
export const ACCESS_SECONDS = 15 * 60;
/** Seconds. Only long enough to connect: a running session goes on by its resume token. */
const JOIN_SECONDS = 5 * 60;
/** Seconds. A program asks for the next one with a new assertion. */
const MACHINE_SECONDS = 5 * 60;
/** Machine tokens open the FHIR interface, and people's tokens do not. */
const FHIR_AUDIENCE = 'silkconsult-fhir';

const machineClaimsSchema = z.object({ sub: idSchema, scope: z.string(), jti: idSchema });
type MachineClaims = z.infer<typeof machineClaimsSchema>;
const timedAccessClaimsSchema = accessClaimsSchema.extend({ exp: z.number() });

export interface Tokens {
  /** An access token for the API. */
  signAccess(claims: AccessClaims): string;
  /** @throws RefusedError `token_expired`, `token_wrong_audience` or `token_invalid`. */
  verifyAccess(token: string): AccessClaims & { exp: number };
  /** An access token for a program of a hospital; `jti` is its id in the audit. */
  signMachine(claims: MachineClaims): { token: string; expiresIn: number };
  /** @throws RefusedError as `verifyAccess`. */
  verifyMachine(token: string): MachineClaims;
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
    const stamped = { jti: randomUUID(), ...claims, iat: seconds(), exp };
    const token = jwt.sign(stamped, key.privateKey, {
      algorithm: TOKEN_ALGORITHM,
      keyid: key.kid,
      issuer: TOKEN_ISSUER,
      audience,
    });
    return { token, expiresAt: new Date(exp * 1000) };
  };
  const verify = <S extends z.ZodType>(token: string, audience: string, schema: S): z.output<S> => {
    try {
      const claims = jwt.verify(token, key.publicKey, {
        algorithms: [TOKEN_ALGORITHM],
        audience,
        issuer: TOKEN_ISSUER,
        clockTimestamp: seconds(),
      });
      return parse(schema, claims, 'token_invalid');
    } catch (error) {
      throw new RefusedError(refusalOf(error));
    }
  };
  return {
    signAccess: (claims) => sign(claims, API_AUDIENCE, ACCESS_SECONDS).token,
    verifyAccess: (token) => verify(token, API_AUDIENCE, timedAccessClaimsSchema),
    signMachine: (claims) => ({
      token: sign(claims, FHIR_AUDIENCE, MACHINE_SECONDS).token,
      expiresIn: MACHINE_SECONDS,
    }),
    verifyMachine: (token) => verify(token, FHIR_AUDIENCE, machineClaimsSchema),
    signJoin: (claims) => sign(claims, JOIN_AUDIENCE, JOIN_SECONDS),
  };
}
