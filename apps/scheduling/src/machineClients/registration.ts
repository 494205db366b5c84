import { createPublicKey, type JsonWebKey, randomUUID } from 'node:crypto';
import { typedText } from '@silkconsult/protocol';
import { ConfigError, parse, RefusedError } from '@silkconsult/service-kit';
import { z } from 'zod';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Database, Tx } from '../database/types.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { parseScope, refuseManagingClients } from './rules.ts';
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

const programSchema = z.object({
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
const registrationSchema = programSchema.extend({ organization: typedText(200) });
export type Registration = z.input<typeof registrationSchema>;

/** Writes a program down. @returns The client id. */
async function register(
  tx: Tx,
  organization: { id: string; demo: boolean },
  { name, scopes, jwks }: z.output<typeof programSchema>,
  at: Date,
  by?: Viewer,
): Promise<string> {
  const id = randomUUID();
  const client = {
    id,
    organization_id: organization.id,
    name,
    jwks: JSON.stringify(jwks),
    scopes,
    created_at: at,
  };
  await store.insertClient(tx, client, organization.demo);
  await recordAudit(tx, at, by, 'createClient', 'machineClient', id);
  return id;
}

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
  const { organization, ...program } = parsed.data;
  return inTransaction(db, async (tx) => {
    const [only, another] = await tx
      .selectFrom('organization')
      .select(['id', 'demo'])
      .where('name', '=', organization)
      .execute();
    if (!only || another)
      throw new ConfigError(`There is no one organisation by the name "${organization}".`);
    return register(tx, only, program, new Date());
  });
}

/** The same by an administrator, for the own hospital. */
export async function createOwnClient(
  { db, now }: Pick<Context, 'db' | 'now'>,
  viewer: Viewer,
  given: unknown,
): Promise<string> {
  refuseIf(refuseManagingClients(viewer));
  const program = parse(programSchema, given);
  return inTransaction(db, async (tx) => {
    const organization = await tx
      .selectFrom('organization')
      .select(['id', 'demo'])
      .where('id', '=', viewer.organizationId)
      .executeTakeFirstOrThrow();
    return register(tx, organization, program, now(), viewer);
  });
}

/** Shuts out a program of the own hospital. */
export async function revokeOwnClient(
  { db, now }: Pick<Context, 'db' | 'now'>,
  viewer: Viewer,
  id: string,
): Promise<void> {
  refuseIf(refuseManagingClients(viewer));
  await inTransaction(db, async (tx) => {
    const client = await store.findClient(tx, id);
    if (client?.organization_id !== viewer.organizationId) throw new RefusedError('not_found');
    await store.revokeClient(tx, id, now());
    await recordAudit(tx, now(), viewer, 'revokeClient', 'machineClient', id);
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
