import type { Queries } from '../database/types.ts';

const ACTOR_COLUMNS = [
  'actor.id',
  'actor.role',
  'actor.kind',
  'actor.name',
  'actor.languages',
  'actor.time_zone',
  'organization.id as organization_id',
  'organization.kind as organization_kind',
  'organization.name as organization_name',
  'organization.time_zone as organization_time_zone',
  'organization.second_time_zone',
] as const;

export async function findAccount(db: Queries, email: string) {
  return db
    .selectFrom('account')
    .select(['actor_id', 'password_hash'])
    .where('email', '=', email)
    .executeTakeFirst();
}

/** The person with the organisation, as `me` and the viewer are made of. */
export async function findPerson(db: Queries, id: string) {
  return db
    .selectFrom('actor')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .select(ACTOR_COLUMNS)
    .where('actor.id', '=', id)
    .executeTakeFirst();
}
export type PersonRow = NonNullable<Awaited<ReturnType<typeof findPerson>>>;

/** The session with its person; for a patient's also what its invitation opens. */
export async function findSession(db: Queries, id: string) {
  return db
    .selectFrom('session')
    .innerJoin('actor', 'actor.id', 'session.actor_id')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .leftJoin('invitation', 'invitation.id', 'session.invitation_id')
    .select([
      ...ACTOR_COLUMNS,
      'session.expires_at',
      'session.revoked_at',
      'invitation.appointment_id',
    ])
    .where('session.id', '=', id)
    .executeTakeFirst();
}

export async function insertSession(
  db: Queries,
  session: {
    id: string;
    actorId: string;
    invitationId?: string;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await db
    .insertInto('session')
    .values({
      id: session.id,
      actor_id: session.actorId,
      invitation_id: session.invitationId ?? null,
      created_at: session.createdAt,
      expires_at: session.expiresAt,
    })
    .execute();
}

export async function deleteExpiredSessions(db: Queries, now: Date): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<', now).execute();
}

export async function revokeSession(db: Queries, id: string, now: Date): Promise<void> {
  await db
    .updateTable('session')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}

export async function revokeSessionsOfInvitation(
  db: Queries,
  invitationId: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('session')
    .set({ revoked_at: now })
    .where('invitation_id', '=', invitationId)
    .where('revoked_at', 'is', null)
    .execute();
}

export async function insertRefreshToken(
  db: Queries,
  token: { hash: Buffer; sessionId: string; createdAt: Date },
): Promise<void> {
  await db
    .insertInto('refresh_token')
    .values({ hash: token.hash, session_id: token.sessionId, created_at: token.createdAt })
    .execute();
}

/** The presented token with its session's state; the session's row stays locked, so that two
 * refreshes of one session follow each other. */
export async function lockRefreshToken(db: Queries, hash: Buffer) {
  const token = await db
    .selectFrom('refresh_token')
    .select('session_id')
    .where('hash', '=', hash)
    .executeTakeFirst();
  if (!token) return undefined;
  const session = await db
    .selectFrom('session')
    .select(['id', 'actor_id', 'expires_at', 'revoked_at'])
    .where('id', '=', token.session_id)
    .forUpdate()
    .executeTakeFirst();
  if (!session) return undefined;
  const state = await db
    .selectFrom('refresh_token as presented')
    .leftJoin('refresh_token as next', 'next.hash', 'presented.next_hash')
    .select(['presented.used_at', 'next.used_at as next_used_at', 'next.hash as next_hash'])
    .where('presented.hash', '=', hash)
    .executeTakeFirstOrThrow();
  return { session, ...state };
}

export async function markRefreshTokenUsed(
  db: Queries,
  hash: Buffer,
  nextHash: Buffer,
  now: Date,
): Promise<void> {
  await db
    .updateTable('refresh_token')
    .set({ used_at: now, next_hash: nextHash })
    .where('hash', '=', hash)
    .execute();
}
