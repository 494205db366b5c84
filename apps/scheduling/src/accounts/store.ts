import { sql } from 'kysely';
import type { NewRow, Queries } from '../database/types.ts';

const STAFF = ['practitioner', 'interpreter', 'coordinator', 'observer', 'admin'] as const;

/** Who works in the hospital, with their account or the link to one. */
export function staffOf(db: Queries, organizationId: string) {
  return db
    .selectFrom('actor')
    .leftJoin('account', 'account.actor_id', 'actor.id')
    .leftJoin('account_invitation as invitation', (join) =>
      join
        .onRef('invitation.actor_id', '=', 'actor.id')
        .on('invitation.used_at', 'is', null)
        .on('invitation.revoked_at', 'is', null),
    )
    .select([
      'actor.id',
      'actor.name',
      'actor.native_name',
      'actor.role',
      'account.actor_id as account_id',
      sql<string | null>`COALESCE(account.email, actor.email)`.as('email'),
      'invitation.expires_at',
    ])
    .where('actor.organization_id', '=', organizationId)
    .where('actor.role', 'in', STAFF);
}

export async function listStaff(
  db: Queries,
  organizationId: string,
  page: { after?: string; limit: number },
) {
  return staffOf(db, organizationId)
    .$if(page.after !== undefined, (query) =>
      query.where(
        sql<boolean>`(actor.name, actor.id) > (SELECT name, id FROM actor WHERE id = ${page.after})`,
      ),
    )
    .orderBy('actor.name')
    .orderBy('actor.id')
    .limit(page.limit)
    .execute();
}
export type StaffRow = Awaited<ReturnType<typeof listStaff>>[number];

/** Ends the link that a person has; a new one takes its place. */
export async function revokeOpen(db: Queries, actorId: string, at: Date): Promise<void> {
  await db
    .updateTable('account_invitation')
    .set({ revoked_at: at })
    .where('actor_id', '=', actorId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
}

export async function insertInvitation(
  db: Queries,
  row: NewRow<'account_invitation'>,
): Promise<void> {
  await db.insertInto('account_invitation').values(row).execute();
}

/** The link with whose it is, locked, so that of two who use it at once one is first. */
export async function lockInvitation(db: Queries, by: { hash: Buffer } | { id: string }) {
  return db
    .selectFrom('account_invitation as invitation')
    .innerJoin('actor', 'actor.id', 'invitation.actor_id')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .select([
      'invitation.id',
      'invitation.actor_id',
      'invitation.email',
      'invitation.expires_at',
      'invitation.used_at',
      'invitation.revoked_at',
      'actor.name',
      'organization.name as organization_name',
    ])
    .$if('hash' in by, (query) =>
      query.where('invitation.token_hash', '=', 'hash' in by ? by.hash : Buffer.alloc(0)),
    )
    .$if('id' in by, (query) => query.where('invitation.id', '=', 'id' in by ? by.id : ''))
    .forUpdate('invitation')
    .executeTakeFirst();
}

export async function updateInvitation(
  db: Queries,
  id: string,
  change: { used_at?: Date; token_hash?: Buffer },
): Promise<void> {
  await db.updateTable('account_invitation').set(change).where('id', '=', id).execute();
}

/** Makes the account, or gives it a new password. */
export async function saveAccount(db: Queries, account: NewRow<'account'>): Promise<void> {
  await db
    .insertInto('account')
    .values(account)
    .onConflict((conflict) =>
      conflict.column('actor_id').doUpdateSet({ password_hash: account.password_hash }),
    )
    .execute();
}

export async function ownerOf(db: Queries, email: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('account')
    .select('actor_id')
    .where('email', '=', email)
    .executeTakeFirst();
  return row?.actor_id;
}

export async function setEmail(db: Queries, actorId: string, email: string): Promise<void> {
  await db.updateTable('actor').set({ email }).where('id', '=', actorId).execute();
}

/** Signs a person out everywhere. */
export async function endSessions(db: Queries, actorId: string, at: Date): Promise<void> {
  await db
    .updateTable('session')
    .set({ revoked_at: at })
    .where('actor_id', '=', actorId)
    .where('revoked_at', 'is', null)
    .execute();
}
