import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { issuerOf, verifyAssertion } from './assertion.ts';
import { grantScopes } from './rules.ts';
import * as store from './store.ts';

/** Where programs get their tokens; assertions name it as their audience. */
export const TOKEN_PATH = '/oauth/token';
export const tokenUrl = ({ config }: Pick<Context, 'config'>) => config.PUBLIC_URL + TOKEN_PATH;

/** RFC 6749, section 5.2. */
export type OAuthError =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_scope'
  | 'unsupported_grant_type';

export interface IssuedToken {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  scope: string;
}

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const requestSchema = z.object({
  client_assertion_type: z.literal(JWT_BEARER),
  client_assertion: z.string().max(10_000),
  scope: z.string().max(2000).optional(),
});

/**
 * Exchanges a signed assertion for an access token (RFC 6749 client credentials, RFC 7523).
 * Whatever is wrong with the assertion, the answer is the same `invalid_client`.
 */
export async function issueToken(
  context: Context,
  body: Record<string, unknown>,
): Promise<IssuedToken | OAuthError> {
  const { db, now, tokens } = context;
  if (body.grant_type !== 'client_credentials') return 'unsupported_grant_type';
  const request = requestSchema.safeParse(body);
  if (!request.success) return 'invalid_request';
  const { client_assertion: assertion, scope } = request.data;
  const id = issuerOf(assertion);
  const client = id && (await store.findClient(db, id));
  const at = now();
  const proof =
    client &&
    verifyAssertion(assertion, { id: client.id, keys: client.jwks.keys }, tokenUrl(context), at);
  if (!client || !proof) return 'invalid_client';
  const granted = grantScopes(scope?.split(/\s+/) ?? client.scopes, client.scopes);
  const tokenId = randomUUID();
  const first = await inTransaction(db, async (tx) => {
    if (!(await store.useAssertion(tx, client.id, proof.jti, proof.expiresAt, at))) return false;
    await store.noteUse(tx, client.id, at);
    const who = { personId: client.id, sessionId: tokenId };
    await recordAudit(tx, at, who, 'issueToken', 'machineClient', client.id);
    return true;
  });
  if (!first) return 'invalid_client';
  if (granted.length === 0) return 'invalid_scope';
  const { token, expiresIn } = tokens.signMachine({
    sub: client.id,
    scope: granted.join(' '),
    jti: tokenId,
  });
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: expiresIn,
    scope: granted.join(' '),
  };
}
