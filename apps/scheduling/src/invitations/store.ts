import type { NewRow, Queries } from '../database/types.ts';

export async function insertInvitation(db: Queries, row: NewRow<'invitation'>): Promise<void> {
  await db.insertInto('invitation').values(row).execute();
}

export async function listInvitations(db: Queries, appointmentId: string) {
  return db
    .selectFrom('invitation')
    .selectAll()
    .where('appointment_id', '=', appointmentId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
export type InvitationRow = Awaited<ReturnType<typeof listInvitations>>[number];

export async function findByTokenHash(db: Queries, hash: Buffer) {
  return db
    .selectFrom('invitation')
    .selectAll()
    .where('token_hash', '=', hash)
    .forUpdate()
    .executeTakeFirst();
}

export async function revokeInvitation(
  db: Queries,
  appointmentId: string,
  id: string,
  at: Date,
): Promise<'revoked' | 'already' | 'unknown'> {
  const row = await db
    .selectFrom('invitation')
    .select('revoked_at')
    .where('id', '=', id)
    .where('appointment_id', '=', appointmentId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return 'unknown';
  if (row.revoked_at) return 'already';
  await db.updateTable('invitation').set({ revoked_at: at }).where('id', '=', id).execute();
  return 'revoked';
}

export async function markOpened(db: Queries, id: string, at: Date): Promise<void> {
  await db.updateTable('invitation').set({ opened_at: at }).where('id', '=', id).execute();
}
