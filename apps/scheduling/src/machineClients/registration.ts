import { createPublicKey, type JsonWebKey, randomUUID } from 'node:crypto';
import { typedText } from '@silkconsult/protocol';
import { ConfigError } from '@silkconsult/service-kit';
import { z } from 'zod';
import { recordAudit } from '../audit/store.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Database } from '../database/types.ts';
import { parseScope } from './rules.ts';
import * as store from './store.ts';

/** Members that only a private key has (RFC 7518, section 6). */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'];
const MIN_RSA_BITS = 2048;

/** Whether this is a public key that one of our algorithms can verify with. */
function isUsable(jwk: Record<string, unknown>): boolean {
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
    if (key.asymmetricKeyType === 'rsa') return (modulusLength ?? 0) >= MIN_RSA_BITS;
    return namedCurve === 'prime256v1' || namedCurve === 'secp384r1';
  } catch {
    return false;
  }
}

const jwkSchema = z
  .looseObject({ kid: z.string().min(1).max(200), kty: z.enum(['EC', 'RSA']) })
  .refine((jwk) => PRIVATE.every((member) => !(member in jwk)), {
    error: 'holds a private key: keep that at home, make a new pair, and give the public half only',
    abort: true,
  })
  .refine(isUsable, {
    error: 'must be an EC key on P-256 or P-384, or an RSA key of at least 2048 bits',
  });

const registrationSchema = z.object({
  organization: typedText(200),
  name: typedText(200),
  scopes: z
    .array(
      z.string().refine((text) => parseScope(text) !== undefined, {
        error: 'each must look like system/Appointment.cruds or system/*.rs',
      }),
    )
    .min(1),
  jwks: z.object({ keys: z.array(jwkSchema).min(1).max(10) }),
});
export type Registration = z.input<typeof registrationSchema>;

/**
 * Registers a program of an organisation. It proves itself with its private key, which never leaves
 * the hospital: only the public half is kept here.
 *
 * @returns The client id.
 * @throws ConfigError with a sentence for each answer that will not do.
 */
export async function createClient(db: Database, given: unknown): Promise<string> {
  const parsed = registrationSchema.safeParse(given);
  if (!parsed.success)
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}.`).join('\n'),
    );
  const { organization, name, scopes, jwks } = parsed.data;
  return inTransaction(db, async (tx) => {
    const found = await tx
      .selectFrom('organization')
      .select(['id', 'demo'])
      .where('name', '=', organization)
      .execute();
    const [only] = found;
    if (!only || found.length > 1)
      throw new ConfigError(`There is no one organisation by the name "${organization}".`);
    const id = randomUUID();
    const at = new Date();
    await store.insertClient(
      tx,
      {
        id,
        organization_id: only.id,
        name,
        jwks: JSON.stringify(jwks),
        scopes,
        created_at: at,
      },
      only.demo,
    );
    await recordAudit(tx, at, undefined, 'createClient', 'machineClient', id);
    return id;
  });
}

/**
 * Shuts a program out at once: its tokens are refused from here on.
 *
 * @throws ConfigError when there is no such client.
 */
export async function revokeClient(db: Database, id: string): Promise<void> {
  const at = new Date();
  await inTransaction(db, async (tx) => {
    if (!z.uuid().safeParse(id).success || !(await store.revokeClient(tx, id, at)))
      throw new ConfigError(`There is no client ${id} that could be revoked.`);
    await recordAudit(tx, at, undefined, 'revokeClient', 'machineClient', id);
  });
}
