import { RefusedError } from '@silkconsult/service-kit';
import { Temporal } from 'temporal-polyfill';

type DatePrefix = 'eq' | 'ne' | 'lt' | 'gt' | 'le' | 'ge' | 'sa' | 'eb';

/** How the values of a search parameter are read. */
export interface ValueKind {
  type: 'token' | 'reference' | 'date' | 'string';
  /** Tokens: the codes that FHIR knows here, where it knows no others. */
  codes?: readonly string[];
}

/** One value of a search parameter, read as its type demands. */
export interface SearchValue {
  /** As given; for references the id alone, for tokens the code. */
  text: string;
  /** Tokens: absent when the value names no code system. */
  system?: string;
  /** References: the type that the value names. */
  target?: string;
  /** Dates: what the prefix compares with, a span as long as the value is precise. */
  date?: { prefix: DatePrefix; from: Date; until: Date };
}

export const refuseParameter = (name: string, message: string): RefusedError =>
  new RefusedError('invalid_request', undefined, [{ path: name, message }]);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const isId = (text: string) => UUID.test(text);

function referenceValue(name: string, text: string): SearchValue {
  const [id = '', target] = text.split('/').reverse();
  if (!isId(id)) throw refuseParameter(name, 'invalid_reference');
  return { text: id, target };
}

function tokenValue(name: string, text: string, codes?: readonly string[]): SearchValue {
  const bar = text.indexOf('|');
  const code = text.slice(bar + 1);
  if (codes && !codes.includes(code)) throw refuseParameter(name, 'unknown_code');
  return bar < 0 ? { text } : { text: code, system: text.slice(0, bar) };
}

const DATE = /^(eq|ne|lt|gt|le|ge|sa|eb)?(\d{4}(?:-\d{2}(?:-\d{2})?)?)(T.+)?$/;
const INSTANT = /^T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** The span of a year, a month or a day on the clocks of that zone. */
function daysOf(date: string, zone: string) {
  const [year = '', month, day] = date.split('-');
  if (year === '0000') throw new RangeError('there was no such year');
  const first = Temporal.PlainDate.from(`${year}-${month ?? '01'}-${day ?? '01'}`);
  const next = first.add(day ? { days: 1 } : month ? { months: 1 } : { years: 1 });
  const instant = (at: Temporal.PlainDate) => new Date(at.toZonedDateTime(zone).epochMilliseconds);
  return { from: instant(first), until: instant(next) };
}

function instantOf(text: string, time: string) {
  if (!INSTANT.test(time)) throw new RangeError('an instant needs its offset');
  const from = new Date(Temporal.Instant.from(text).epochMilliseconds);
  const [, seconds, fraction] = INSTANT.exec(time) ?? [];
  const precision = fraction ? 1 : seconds ? 1000 : 60_000;
  return { from, until: new Date(from.getTime() + precision) };
}

/**
 * @param zone Whose day a date without a time means: the hospital's that asks.
 * @example dateValue('date', 'ge2026-11-23', 'Asia/Bishkek') // from 2026-11-22T18:00Z
 */
function dateValue(name: string, text: string, zone: string): SearchValue {
  const [, prefix = 'eq', date = '', time] = DATE.exec(text) ?? [];
  try {
    const span = time ? instantOf(date + time, time) : daysOf(date, zone);
    return { text, date: { prefix: prefix as DatePrefix, ...span } };
  } catch (error) {
    if (error instanceof RangeError) throw refuseParameter(name, 'invalid_date');
    throw error;
  }
}

/** Whether an instant is within the span of a date value (FHIR R4, search, 3.1.1.4.8). */
export function meetsDate(instant: Date, { date }: SearchValue): boolean {
  if (!date) return false;
  const { prefix, from, until } = date;
  switch (prefix) {
    case 'eq':
      return instant >= from && instant < until;
    case 'ne':
      return instant < from || instant >= until;
    case 'lt':
    case 'eb':
      return instant < from;
    case 'le':
      return instant < until;
    case 'gt':
    case 'sa':
      return instant >= until;
    case 'ge':
      return instant >= from;
  }
}

/** @throws RefusedError `invalid_request` that names the parameter, never its value. */
export function readValue(
  name: string,
  { type, codes }: ValueKind,
  text: string,
  zone: string,
): SearchValue {
  if (text === '' || text.length > 200 || text.includes('\u0000'))
    throw refuseParameter(name, 'invalid_value');
  if (type === 'reference') return referenceValue(name, text);
  if (type === 'date') return dateValue(name, text, zone);
  return type === 'token' ? tokenValue(name, text, codes) : { text };
}
