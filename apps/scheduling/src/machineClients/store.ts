import type { NewRow, Queries } from '../database/types.ts';

/** The client with its organisation, unless it was revoked. */
export async function findClient(db: Queries, id: string) {
  return db
    .selectFrom('machine_client')
    .innerJoin('organization', 'organization.id', 'machine_client.organization_id')
    .select([
      'machine_client.id',
      'machine_client.jwks',
      'machine_client.scopes',
      'organization.id as organization_id',
      'organization.kind as organization_kind',
      'organization.time_zone as organization_time_zone',
    ])
    .where('machine_client.id', '=', id)
    .where('machine_client.revoked_at', 'is', null)
    .executeTakeFirst();
}

export async function insertClient(
  db: Queries,
  client: NewRow<'machine_client'>,
  demo: boolean,
): Promise<void> {
  await db
    .insertInto('actor')
    .values({
      id: client.id,
      organization_id: client.organization_id,
      role: 'system',
      name: client.name,
      languages: [],
      language_pairs: JSON.stringify([]),
      demo,
    })
    .execute();
  await db.insertInto('machine_client').values(client).execute();
}

/** The hospital's programs, the revoked ones too: the audit names them. */
export async function clientsOf(
  db: Queries,
  organizationId: string,
  page: { after?: string; limit: number },
) {
  return db
    .selectFrom('machine_client')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .$if(page.after !== undefined, (query) => query.where('id', '>', page.after ?? ''))
    .orderBy('id')
    .limit(page.limit)
    .execute();
}
export type ClientRow = Awaited<ReturnType<typeof clientsOf>>[number];

export async function noteUse(db: Queries, id: string, at: Date): Promise<void> {
  await db.updateTable('machine_client').set({ last_used_at: at }).where('id', '=', id).execute();
}

/** @returns Whether there was such a client, not revoked yet. */
export async function revokeClient(db: Queries, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('machine_client')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** @returns Whether this assertion is used for the first time. */
export async function useAssertion(
  db: Queries,
  clientId: string,
  jti: string,
  expiresAt: Date,
  now: Date,
): Promise<boolean> {
  await db.deleteFrom('client_assertion').where('expires_at', '<', now).execute();
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('client_assertion')
    .values({ client_id: clientId, jti, expires_at: expiresAt })
    .onConflict((conflict) => conflict.columns(['client_id', 'jti']).doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}
