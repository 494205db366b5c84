import type { Organization } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import type { Context } from '../context.ts';
import { grantScopes } from './rules.ts';
import { findClient } from './store.ts';

/** The program that is asking. */
export interface MachineClient {
  id: string;
  /** The token's id; the audit names it as the session. */
  tokenId: string;
  organizationId: string;
  organizationKind: Organization['kind'];
  timeZone: string;
  scopes: readonly string[];
}

/**
 * Which program sent this request. The token proves that it asked; what it may do is read from the
 * database as well, so that revoking it or narrowing its scopes works now.
 *
 * @throws RefusedError `unauthenticated`, `token_expired`, `token_invalid` or `token_wrong_audience`.
 */
export async function authenticateClient(
  { db, tokens }: Pick<Context, 'db' | 'tokens'>,
  authorization: string | undefined,
): Promise<MachineClient> {
  const bearer = /^Bearer ([\w.-]+)$/.exec(authorization ?? '')?.[1];
  if (!bearer) throw new RefusedError('unauthenticated');
  const claims = tokens.verifyMachine(bearer);
  const client = await findClient(db, claims.sub);
  if (!client) throw new RefusedError('token_invalid');
  return {
    id: client.id,
    tokenId: claims.jti,
    organizationId: client.organization_id,
    organizationKind: client.organization_kind,
    timeZone: client.organization_time_zone,
    scopes: grantScopes(claims.scope.split(' '), client.scopes),
  };
}
