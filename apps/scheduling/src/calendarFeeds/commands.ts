import { randomUUID } from 'node:crypto';
import type { CreatedCalendarFeed } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { listAppointments } from '../appointments/store.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { writeFeed } from '../notices/calendar/write.ts';
import { calendarEntry } from '../notices/message.ts';
import { findRecipients } from '../notices/store.ts';
import { consultSubjects } from '../notices/subjects.ts';
import { textsOf } from '../notices/texts.ts';
import type { Viewer } from '../rules/viewer.ts';
import { hashSecret, newSecret } from '../sessions/secrets.ts';
import * as store from './store.ts';

const DAY = 24 * 60 * 60_000;
const BACK = 30 * DAY;
const AHEAD = 365 * DAY;
const MOST = 1000;
/** More than that, and somebody is losing track of who can read the calendar. */
const MOST_FEEDS = 10;

/** The token is the capability: it is in this answer, in the calendar program, and nowhere else. */
export async function createFeed(context: Context, viewer: Viewer): Promise<CreatedCalendarFeed> {
  const { db, config, now } = context;
  const secret = newSecret();
  const row = {
    id: randomUUID(),
    actor_id: viewer.personId,
    token_hash: hashSecret(secret),
    created_at: now(),
  };
  await inTransaction(db, async (tx) => {
    if ((await store.listFeeds(tx, viewer.personId)).length >= MOST_FEEDS)
      throw new RefusedError('too_many_feeds', { max: MOST_FEEDS });
    await store.insertFeed(tx, row);
    await recordAudit(tx, now(), viewer, 'create', 'calendar_feed', row.id);
  });
  return {
    id: row.id,
    createdAt: row.created_at.toISOString(),
    url: `${config.PUBLIC_URL}/calendar/${secret}.ics`,
  };
}

export async function revokeFeed(context: Context, viewer: Viewer, id: string): Promise<void> {
  const { db, now } = context;
  await inTransaction(db, async (tx) => {
    if (!(await store.revokeFeed(tx, viewer.personId, id, now())))
      throw new RefusedError('not_found');
    await recordAudit(tx, now(), viewer, 'revoke', 'calendar_feed', id);
  });
}

/**
 * The calendar behind a token: where its person takes part, from a month back to a year ahead.
 *
 * @throws RefusedError `not_found` when the token opens nothing (any more).
 */
export async function readFeed(
  { db, config, now }: Context,
  secret: string,
): Promise<{ actorId: string; content: string }> {
  const at = now();
  const feed = await store.openFeed(db, hashSecret(secret), at);
  const [person] = feed ? await findRecipients(db, [feed.actor_id]) : [];
  if (!feed || !person) throw new RefusedError('not_found');
  const consults = await listAppointments(
    db,
    { type: 'participant', actorId: person.id },
    { from: new Date(at.getTime() - BACK), to: new Date(at.getTime() + AHEAD), limit: MOST },
  );
  const standing = consults.filter(({ status }) => status !== 'cancelled' && status !== 'noshow');
  const subjects = await consultSubjects(
    db,
    standing.map(({ id }) => id),
  );
  const entries = standing.flatMap((consult) => {
    const subject = subjects.get(consult.id);
    if (!subject) return [];
    const span = { start: consult.starts_at, end: consult.ends_at };
    return [
      calendarEntry(config, subject, person, {
        subjectId: consult.id,
        version: consult.version,
        span,
        changedAt: at,
        cancelled: false,
      }),
    ];
  });
  const reader = { language: person.language, timeZone: person.zones[0] ?? 'UTC' };
  const name = `SilkConsult – ${textsOf(person.language).summary}`;
  await recordAudit(db, at, undefined, 'read', 'calendar_feed', feed.id);
  return { actorId: person.id, content: writeFeed(entries, reader, name) };
}
