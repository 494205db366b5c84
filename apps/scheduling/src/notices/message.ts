import { directionOf } from '@silkconsult/protocol';
import type { SchedulingConfig } from '../config.ts';
import type { Queries } from '../database/types.ts';
import {
  type CalendarEntry,
  type WrittenCalendar,
  writeInvitation,
  writeSeries,
} from './calendar/write.ts';
import { clocksFor, type Span, spanText, startText } from './clock.ts';
import type { NoticeRow, Recipient } from './store.ts';
import { KINDS, type Kind, type Subject } from './subjects.ts';
import { fill, textsOf } from './texts.ts';

/** A notice in the reader's language and on the reader's clock, as every channel can carry it. */
export interface Message {
  subject: string;
  /** The sentence that says what happened. */
  lead: string;
  /** Label and lines, in order. */
  facts: { label: string; lines: string[] }[];
  link: { label: string; url: string };
  path: string;
  footer: string;
  calendar?: WrittenCalendar;
  ring: Kind['ring'];
  /** After that it is of no use to anybody. */
  end: Date;
}

type Settings = Pick<SchedulingConfig, 'PUBLIC_URL' | 'MAIL_FROM'>;

const spanOf = ({ start, end }: { start: string; end: string }): Span => ({
  start: new Date(start),
  end: new Date(end),
});

/** The address behind 'SilkConsult <post@hospital.example>', or the whole of it. */
export function senderOf(config: Settings): { name: string; email: string } {
  const from = config.MAIL_FROM ?? `SilkConsult <noreply@${new URL(config.PUBLIC_URL).hostname}>`;
  const match = /^\s*"?([^"<]*?)"?\s*<([^>]+)>\s*$/.exec(from);
  return { name: match?.[1] || 'SilkConsult', email: match?.[2] ?? from };
}

/** The same for all versions of an appointment, so that a calendar changes the entry that it has. */
function uidOf(config: Settings, appointmentId: string): string {
  return `${appointmentId}@${new URL(config.PUBLIC_URL).hostname}`;
}

function peopleLines(subject: Subject, reader: Recipient): string[] {
  const { roles } = textsOf(reader.language);
  return subject.people
    .filter(({ id }) => id !== reader.id)
    .map(({ role, name, organizationName }) =>
      [name && `${name} – `, roles[role], `, ${organizationName}`].filter(Boolean).join(''),
    );
}

interface Planned {
  subjectId: string;
  version: number;
  span: Span;
  changedAt: Date;
  cancelled: boolean;
}

/** The consult as an entry of the reader's calendar. */
export function calendarEntry(
  config: Settings,
  subject: Subject,
  reader: Recipient,
  { subjectId, version, span, changedAt, cancelled }: Planned,
): CalendarEntry {
  const { language, zones } = reader;
  const [, ...others] = clocksFor(zones, subject.zones, span.start);
  const elsewhere = others.map((zone) => spanText(language, span, zone));
  const url = config.PUBLIC_URL + subject.path;
  return {
    ...span,
    uid: uidOf(config, subjectId),
    sequence: version,
    cancelled,
    summary: textsOf(language).summary,
    description: [...elsewhere, ...peopleLines(subject, reader), url].join('\n'),
    url,
    changedAt,
  };
}

type Told = Pick<NoticeRow, 'kind' | 'subject_id' | 'subject_version' | 'details' | 'created_at'>;

/** What the notice does to the reader's calendar. */
function calendarOf(
  config: Settings,
  subject: Subject,
  reader: Recipient,
  { kind, subject_id, subject_version, details, created_at }: Told,
  timeZone: string,
): WrittenCalendar | undefined {
  const { calendar } = KINDS[kind];
  if (!calendar) return undefined;
  const consults = details.series ?? [{ id: subject_id, ...details }];
  const entries = consults.map((one) =>
    calendarEntry(config, subject, reader, {
      subjectId: one.id,
      version: subject_version,
      span: spanOf(one),
      changedAt: created_at,
      cancelled: calendar === 'CANCEL',
    }),
  );
  const clock = { language: reader.language, timeZone };
  const organizer = senderOf(config);
  const [entry] = entries;
  if (calendar === 'PUBLISH') return writeSeries(entries, clock, organizer);
  const attendee = { name: reader.name, email: reader.email ?? `${reader.id}@invalid` };
  return entry && writeInvitation(entry, clock, { organizer, attendee });
}

/** @returns Undefined when what the notice is about is gone. */
export async function composeMessage(
  db: Queries,
  config: Settings,
  notice: Told,
  reader: Recipient,
): Promise<Message | undefined> {
  const kind = KINDS[notice.kind];
  const subject = await kind.subject(db, notice);
  if (!subject) return undefined;
  const { language } = reader;
  const texts = textsOf(language);
  const { subject: title, lead } = texts.kinds[notice.kind];
  const span = spanOf(notice.details);
  const [first = 'UTC', ...others] = clocksFor(reader.zones, subject.zones, span.start);
  const elsewhere = others.map((zone) => spanText(language, span, zone));
  const before = notice.details.before && spanText(language, spanOf(notice.details.before), first);
  const languages = subject.languages?.map((one) => texts.languages[one]).join(' – ');
  const spans = notice.details.series?.map(spanOf) ?? [span];
  const facts = [
    { label: texts.labels.when, lines: spans.map((one) => spanText(language, one, first)) },
    { label: texts.labels.elsewhere, lines: elsewhere },
    { label: texts.labels.before, lines: before ? [before] : [] },
    { label: texts.labels.languages, lines: languages ? [languages] : [] },
    { label: texts.labels.with, lines: peopleLines(subject, reader) },
  ].filter(({ lines }) => lines.length > 0);
  const url = config.PUBLIC_URL + subject.path;
  return {
    subject: fill(title, { when: startText(language, span, first) }),
    lead,
    facts,
    link: { label: texts.labels[kind.action ?? 'open'], url },
    path: subject.path,
    footer: texts.footer,
    calendar: calendarOf(config, subject, reader, notice, first),
    ring: kind.ring,
    end: new Date(notice.details.until ?? spans.at(-1)?.end ?? span.end),
  };
}

/** What takes the message's place on a device, once it no longer matters. */
export function goneMessage(message: Message, language: Recipient['language']): Message {
  return { ...message, ...textsOf(language).gone, ring: undefined };
}

/** The message as plain text. */
export function toText({ lead, facts, link, footer }: Message): string {
  const blocks = facts.map(({ label, lines }) => [`${label}:`, ...lines].join('\n'));
  return [lead, ...blocks, `${link.label}:\n${link.url}`, footer].join('\n\n');
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The message as HTML, in the direction of its language: plain text cannot be right to left. */
export function toHtml(
  { lead, facts, link, footer }: Message,
  language: Recipient['language'],
): string {
  const rows = facts.map(
    ({ label, lines }) =>
      `<p><strong>${escaped(label)}</strong><br>${lines.map((line) => `<bdi>${escaped(line)}</bdi>`).join('<br>')}</p>`,
  );
  return [
    `<html lang="${language}" dir="${directionOf(language)}"><body style="font:16px/1.6 sans-serif;color:#1c2730;max-width:36em">`,
    `<p>${escaped(lead)}</p>`,
    ...rows,
    `<p><a href="${escaped(link.url)}">${escaped(link.label)}</a></p>`,
    `<p style="color:#5b6770;font-size:14px">${escaped(footer)}</p>`,
    '</body></html>',
  ].join('\n');
}
