import { randomUUID } from 'node:crypto';
import type { NoticeChannel, NoticeKind } from '@silkconsult/protocol';
import type { Context } from '../context.ts';
import type { NoticeDetails } from '../database/tables/notices.ts';
import type { Queries } from '../database/types.ts';
import { deliverNotice } from './deliver.ts';
import { findRecipients, insertNotices, type Recipient } from './store.ts';

export interface Telling {
  kind: NoticeKind;
  recipients: readonly string[];
  subjectId: string;
  /** The version of the subject that is told of: the same version is told to nobody twice. */
  version: number;
  details: NoticeDetails;
}

type Means = Pick<Context, 'channels' | 'jobs' | 'now'>;

/** The channels that reach this person and that they want. */
function channelsFor(person: Recipient, channels: Context['channels']): NoticeChannel[] {
  const open = (['mail', 'sms', 'push'] as const).filter(
    (name) => person.wants[name] && channels[name]?.reaches(person),
  );
  return [...open, 'in-app'];
}

/**
 * Tells people, each on the channels and in the language that they chose. It is called in the
 * transaction of the change: who is told exists exactly when the change does, and what leaves the
 * platform leaves by jobs.
 */
export async function tell(means: Means, tx: Queries, telling: Telling): Promise<void> {
  const at = means.now();
  const people = await findRecipients(tx, telling.recipients);
  const rows = people.flatMap((person) =>
    channelsFor(person, means.channels).map((channel) => ({
      id: randomUUID(),
      recipient_id: person.id,
      kind: telling.kind,
      channel,
      subject_id: telling.subjectId,
      subject_version: telling.version,
      details: JSON.stringify(telling.details),
      language: person.language,
      state: channel === 'in-app' ? ('sent' as const) : ('queued' as const),
      created_at: at,
      sent_at: channel === 'in-app' ? at : null,
    })),
  );
  const told = await insertNotices(tx, rows);
  const leaving = told.filter(({ channel }) => channel !== 'in-app');
  await means.jobs.enqueueAll(
    tx,
    deliverNotice,
    leaving.map(({ id }) => ({ noticeId: id })),
  );
}
