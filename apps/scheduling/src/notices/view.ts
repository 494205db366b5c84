import type { MailboxEntry, Notice, UndeliveredNotice } from '@silkconsult/protocol';
import type { Context } from '../context.ts';
import { composeMessage, toText } from './message.ts';
import { findRecipients, type listOwn } from './store.ts';

type ListedNotice = Awaited<ReturnType<typeof listOwn>>[number];

/** The notices with their messages; what a notice was about may be gone, and then so is its line. */
async function composed({ db, config }: Pick<Context, 'db' | 'config'>, rows: ListedNotice[]) {
  const people = new Map(
    (await findRecipients(db, [...new Set(rows.map((row) => row.recipient_id))])).map((one) => [
      one.id,
      one,
    ]),
  );
  const found = [];
  for (const row of rows) {
    const person = people.get(row.recipient_id);
    const reader = person && { ...person, language: row.language };
    const message = reader && (await composeMessage(db, config, row, reader));
    if (message) found.push({ row, reader, message });
  }
  return found;
}

export async function viewNotices(
  context: Pick<Context, 'db' | 'config'>,
  rows: ListedNotice[],
): Promise<Notice[]> {
  return (await composed(context, rows)).map(({ row, message }) => ({
    id: row.id,
    kind: row.kind,
    language: row.language,
    title: message.subject,
    path: message.path,
    ring: message.ring === 'everywhere' && row.resolved_at === null,
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString(),
    resolvedAt: row.resolved_at?.toISOString(),
  }));
}

export async function viewMailbox(
  context: Pick<Context, 'db' | 'config'>,
  rows: ListedNotice[],
): Promise<MailboxEntry[]> {
  return (await composed(context, rows)).map(({ row, reader, message }) => ({
    id: row.id,
    to: {
      name: reader.name,
      address: reader.email ?? '',
      organizationName: row.organization_name,
    },
    language: row.language,
    kind: row.kind,
    subject: message.subject,
    text: toText(message),
    state: row.state,
    createdAt: row.created_at.toISOString(),
    calendar: message.calendar,
  }));
}

export function viewUndelivered(row: ListedNotice): UndeliveredNotice {
  return {
    id: row.id,
    kind: row.kind,
    channel: row.channel,
    state: row.state,
    recipientName: row.recipient_name,
    organizationName: row.organization_name,
    attempts: row.attempts,
    errorCode: row.error_code ?? '',
    createdAt: row.created_at.toISOString(),
  };
}
