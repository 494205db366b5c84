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

/** From now on people are to be told of this booking. */
export async function markUntold(db: Queries, appointmentId: string): Promise<void> {
  await db.insertInto('untold_booking').values({ appointment_id: appointmentId }).execute();
}

/**
 * Whether nobody was told of it yet. Until the transaction ends nobody is: what becomes of the
 * booking in it is what people are told then.
 */
export async function isUntold(db: Queries, appointmentId: string): Promise<boolean> {
  const row = await db
    .selectFrom('untold_booking')
    .select('appointment_id')
    .where('appointment_id', '=', appointmentId)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Takes bookings to tell of away from all other processes. Those that were called off meanwhile are
 * taken and not answered: nobody needs to hear of them.
 */
export async function takeUntold(db: Queries, limit: number) {
  const taken = await db
    .deleteFrom('untold_booking')
    .where(({ eb, selectFrom }) =>
      eb(
        'appointment_id',
        'in',
        selectFrom('untold_booking as next')
          .select('next.appointment_id')
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      ),
    )
    .returning('appointment_id')
    .execute();
  if (taken.length === 0) return { taken: 0, booked: [] };
  const ids = taken.map(({ appointment_id }) => appointment_id);
  // A series is told of as a whole.
  const { rows: others } = await sql<{ appointment_id: string }>`
    DELETE FROM untold_booking WHERE appointment_id IN (
      SELECT other.id FROM appointment AS one JOIN appointment AS other USING (series_id)
      WHERE one.id = ANY (${ids}::uuid[]))
    RETURNING appointment_id`.execute(db);
  ids.push(...others.map(({ appointment_id }) => appointment_id));
  const booked = await db
    .selectFrom('appointment')
    .selectAll()
    .where('id', 'in', ids)
    .where('status', '=', 'booked')
    .orderBy('starts_at')
    .execute();
  return { taken: taken.length, booked };
}
