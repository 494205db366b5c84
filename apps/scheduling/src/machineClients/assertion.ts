import { createPublicKey, type JsonWebKeyInput } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { PublicJwk } from '../database/tables/machineClients.ts';

/** Asymmetric ones only: a shared secret would have to be kept here, and `none` proves nothing. */
export const ASSERTION_ALGORITHMS = ['ES256', 'ES384', 'RS384', 'PS384'] as const;
/** Seconds. An assertion is made for one request; one that lives on could be used by a thief. */
const LONGEST_LIFE = 5 * 60;
/** Seconds that the clocks of two hospitals may differ. */
const CLOCK_SKEW = 30;

const claimsSchema = z.object({
  iss: z.uuid(),
  sub: z.uuid(),
  aud: z.string(),
  exp: z.number().int(),
  jti: z.string().min(1).max(200),
});
const headerSchema = z.object({ alg: z.enum(ASSERTION_ALGORITHMS), kid: z.string() });

/** Who the assertion says it is from. Proves nothing: it tells whose keys to verify it with. */
export function issuerOf(assertion: string): string | undefined {
  const claims = claimsSchema.safeParse(jwt.decode(assertion));
  return claims.success ? claims.data.iss : undefined;
}

/**
 * The verified assertion of RFC 7523, or undefined when it is not one of this client, for this
 * endpoint, now. Why it is not is nobody's business but the tests'.
 */
export function verifyAssertion(
  assertion: string,
  client: { id: string; keys: readonly PublicJwk[] },
  tokenUrl: string,
  now: Date,
): { jti: string; expiresAt: Date } | undefined {
  const seconds = Math.floor(now.getTime() / 1000);
  const header = headerSchema.safeParse(jwt.decode(assertion, { complete: true })?.header);
  const key = header.success && client.keys.find(({ kid }) => kid === header.data.kid);
  if (!header.success || !key) return undefined;
  try {
    const publicKey = createPublicKey({ key, format: 'jwk' } as JsonWebKeyInput);
    const verified = jwt.verify(assertion, publicKey, {
      algorithms: [header.data.alg],
      audience: tokenUrl,
      issuer: client.id,
      subject: client.id,
      clockTimestamp: seconds,
      clockTolerance: CLOCK_SKEW,
    });
    const { jti, exp } = claimsSchema.parse(verified);
    if (exp > seconds + LONGEST_LIFE + CLOCK_SKEW) return undefined;
    // Kept as long as it could be accepted.
    return { jti, expiresAt: new Date((exp + CLOCK_SKEW) * 1000) };
  } catch {
    return undefined;
  }
}
