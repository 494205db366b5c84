import type { Language, NoticeChannel, NoticeKind } from '@silkconsult/protocol';
import { sql } from 'kysely';
import type { NewRow, Queries } from '../database/types.ts';

/** Whom to tell, with everything that decides how. */
export async function findRecipients(db: Queries, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('actor')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .leftJoin('account', 'account.actor_id', 'actor.id')
    .leftJoin('notice_setting as setting', 'setting.actor_id', 'actor.id')
    .select([
      'actor.id',
      'actor.role',
      'actor.name',
      'actor.languages',
      'actor.time_zone',
      'organization.time_zone as organization_time_zone',
      'organization.second_time_zone',
      'account.email',
      'setting.language',
      'setting.mail',
      'setting.sms',
      'setting.push',
      'setting.phone',
      sql<boolean>`EXISTS (SELECT FROM push_subscription WHERE actor_id = actor.id)`.as('has_push'),
    ])
    .where('actor.id', 'in', ids)
    .where('actor.role', '!=', 'location')
    .orderBy('actor.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    language: (row.language ?? row.languages[0] ?? 'en') as Language,
    zones: row.time_zone
      ? [row.time_zone]
      : [row.organization_time_zone, row.second_time_zone].filter((zone) => zone !== null),
    wants: { mail: row.mail ?? true, sms: row.sms ?? true, push: row.push ?? true },
    hasPush: row.has_push,
  }));
}
export type Recipient = Awaited<ReturnType<typeof findRecipients>>[number];

/** @returns The notices that are new: what was told already is not told twice. */
export async function insertNotices(db: Queries, rows: readonly NewRow<'notice'>[]) {
  if (rows.length === 0) return [];
  return db
    .insertInto('notice')
    .values(rows)
    .onConflict((conflict) => conflict.constraint('notice_told_once').doNothing())
    .returning(['id', 'channel'])
    .execute();
}

export async function findNotice(db: Queries, id: string) {
  return db.selectFrom('notice').selectAll().where('id', '=', id).executeTakeFirst();
}
export type NoticeRow = NonNullable<Awaited<ReturnType<typeof findNotice>>>;

/** @returns False when it was withdrawn while it was on its way. */
export async function markSent(db: Queries, id: string, at: Date): Promise<boolean> {
  const row = await db
    .updateTable('notice')
    .set({ state: 'sent', sent_at: at, error_code: null, attempts: sql`attempts + 1` })
    .where('id', '=', id)
    .where('state', '!=', 'withdrawn')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function markFailed(
  db: Queries,
  id: string,
  state: 'failed' | 'given-up',
  errorCode: string,
): Promise<void> {
  await db
    .updateTable('notice')
    .set({ state, error_code: errorCode, attempts: sql`attempts + 1` })
    .where('id', '=', id)
    .where('state', '!=', 'withdrawn')
    .execute();
}

/**
 * Notices of these kinds about this subject no longer matter, except to those who are still asked.
 * What has not left yet will not leave.
 *
 * @returns Those that are resolved by this.
 */
export async function resolveNotices(
  db: Queries,
  subjectId: string,
  kinds: readonly NoticeKind[],
  stillAsked: readonly string[],
  at: Date,
) {
  return db
    .updateTable('notice')
    .set({
      resolved_at: at,
      state: sql`CASE WHEN state IN ('queued', 'failed') THEN 'withdrawn' ELSE state END`,
    })
    .where('subject_id', '=', subjectId)
    .where('kind', 'in', kinds)
    .where('resolved_at', 'is', null)
    .$if(stillAsked.length > 0, (query) => query.where('recipient_id', 'not in', stillAsked))
    .returning(['id', 'channel', 'state'])
    .execute();
}

interface Page {
  after?: string;
  limit: number;
}

/** Notices of one channel, the newest first. */
function newestFirst(db: Queries, { after, limit }: Page) {
  return db
    .selectFrom('notice')
    .innerJoin('actor', 'actor.id', 'notice.recipient_id')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .selectAll('notice')
    .select(['actor.name as recipient_name', 'organization.name as organization_name'])
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(notice.created_at, notice.id) < (SELECT created_at, id FROM notice WHERE id = ${after})`,
      ),
    )
    .orderBy('notice.created_at', 'desc')
    .orderBy('notice.id', 'desc')
    .limit(limit);
}

export async function listOwn(db: Queries, recipientId: string, page: Page) {
  return newestFirst(db, page)
    .where('notice.recipient_id', '=', recipientId)
    .where('notice.channel', '=', 'in-app')
    .execute();
}

export async function listDemoMail(db: Queries, page: Page) {
  return newestFirst(db, page)
    .where('notice.channel', '=', 'mail' satisfies NoticeChannel)
    .where('actor.demo', '=', true)
    .execute();
}

/** @param organizationId Undefined for the whole network. */
export async function listUndelivered(db: Queries, organizationId: string | undefined, page: Page) {
  return newestFirst(db, page)
    .where('notice.state', 'in', ['failed', 'given-up'])
    .$if(organizationId !== undefined, (query) =>
      query.where('actor.organization_id', '=', organizationId ?? ''),
    )
    .execute();
}

/** The notice, if it is one that could not be told and that this organisation may see. */
export async function lockUndelivered(db: Queries, organizationId: string | undefined, id: string) {
  return db
    .selectFrom('notice')
    .innerJoin('actor', 'actor.id', 'notice.recipient_id')
    .select('notice.id')
    .where('notice.id', '=', id)
    .where('notice.state', 'in', ['failed', 'given-up'])
    .$if(organizationId !== undefined, (query) =>
      query.where('actor.organization_id', '=', organizationId ?? ''),
    )
    .forUpdate('notice')
    .executeTakeFirst();
}

export async function requeue(db: Queries, id: string): Promise<void> {
  await db.updateTable('notice').set({ state: 'queued' }).where('id', '=', id).execute();
}

export async function markRead(db: Queries, recipientId: string, at: Date): Promise<void> {
  await db
    .updateTable('notice')
    .set({ read_at: at })
    .where('recipient_id', '=', recipientId)
    .where('channel', '=', 'in-app')
    .where('read_at', 'is', null)
    .execute();
}
