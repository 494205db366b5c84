import ical, { ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import type { Span } from '../clock.ts';
import { isTwice, vtimezone } from './timeZone.ts';

export interface CalendarEntry extends Span {
  uid: string;
  /** Grows with every change; a calendar ignores what is older than what it has. */
  sequence: number;
  cancelled: boolean;
  summary: string;
  description: string;
  url: string;
  changedAt: Date;
}

export interface CalendarReader {
  language: string;
  timeZone: string;
}

interface Parties {
  organizer: { name: string; email: string };
  attendee: { name: string; email: string };
}

export interface WrittenCalendar {
  method: 'REQUEST' | 'CANCEL' | 'PUBLISH';
  content: string;
}

const PRODUCT = { company: 'SilkConsult', product: 'SilkConsult' };

function calendarOf(
  entries: readonly CalendarEntry[],
  { language, timeZone }: CalendarReader,
  parties?: Partial<Parties>,
) {
  const times = entries.flatMap(({ start, end }) => [start.getTime(), end.getTime()]);
  const [first, last] = [new Date(Math.min(...times)), new Date(Math.max(...times))];
  const calendar = ical({
    prodId: { ...PRODUCT, language: language.toUpperCase() },
    timezone: {
      // The zone is each entry's: one of the calendar would also be applied to DTSTAMP, which is UTC.
      name: null,
      generator: (zone) => vtimezone(zone, first, last),
    },
  });
  const on = (zone: string, at: Date) =>
    Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  for (const entry of entries) {
    // Calendar programs disagree about which of two equal times is meant, so that hour goes in UTC.
    const twice = [entry.start, entry.end].some((at) => isTwice(on(timeZone, at)));
    const zone = twice || timeZone === 'UTC' ? null : timeZone;
    const event = calendar.createEvent({
      id: entry.uid,
      sequence: entry.sequence,
      start: on(zone ?? 'UTC', entry.start),
      end: on(zone ?? 'UTC', entry.end),
      timezone: zone,
      stamp: entry.changedAt,
      lastModified: entry.changedAt,
      summary: entry.summary,
      description: entry.description,
      url: entry.url,
      status: entry.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
    if (parties?.organizer) event.organizer(parties.organizer);
    if (parties?.attendee)
      event.createAttendee({ ...parties.attendee, status: ICalAttendeeStatus.ACCEPTED });
  }
  return calendar;
}

/** An invitation or its withdrawal, as iTIP (RFC 5546) has it. */
export function writeInvitation(
  entry: CalendarEntry,
  reader: CalendarReader,
  parties: Parties,
): WrittenCalendar {
  const method = entry.cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST;
  const calendar = calendarOf([entry], reader, parties).method(method);
  return { method, content: calendar.toString() };
}

/**
 * Several consults at once. A REQUEST is about one entry (RFC 5546, 3.2.2), so they are published;
 * each is the entry that a later change of it names.
 */
export function writeSeries(
  entries: readonly CalendarEntry[],
  reader: CalendarReader,
  organizer: Parties['organizer'],
): WrittenCalendar {
  const calendar = calendarOf(entries, reader, { organizer }).method(ICalCalendarMethod.PUBLISH);
  return { method: 'PUBLISH', content: calendar.toString() };
}

/** A calendar to subscribe to. */
export function writeFeed(
  entries: readonly CalendarEntry[],
  reader: CalendarReader,
  name: string,
): string {
  const calendar = calendarOf(entries, reader).name(name).method(ICalCalendarMethod.PUBLISH);
  return calendar.ttl(15 * 60).toString();
}
