import { ConfigError } from '@silkconsult/service-kit';
import { Temporal } from 'temporal-polyfill';

/** The clock's distance from UTC in minutes, as this runtime's tz data have it. */
export function offsetMinutes(timeZone: string, at: Date): number {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value;
  const match = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name ?? '');
  if (!match) throw new Error(`no offset for ${timeZone}`);
  const [, sign, hours, minutes] = match;
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

/** The same by Temporal, which works out when people are free and could bring data of its own. */
export function temporalOffsetMinutes(timeZone: string, at: Date): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  return zoned.offsetNanoseconds / 60e9;
}

/**
 * Kazakhstan moved to +05 on 1 March 2024. A runtime that does not know it would tell everybody in
 * Almaty a time that is an hour wrong, so the server does not start on it.
 *
 * @throws ConfigError
 */
export function requireFreshTimeZones(sources = [offsetMinutes, temporalOffsetMinutes]): void {
  const isFresh = sources.every(
    (offset) =>
      offset('Asia/Almaty', new Date('2024-02-28T00:00:00Z')) === 360 &&
      offset('Asia/Almaty', new Date('2024-03-02T00:00:00Z')) === 300,
  );
  if (isFresh) return;
  throw new ConfigError(
    `This Node.js carries stale time zone data (${process.versions.tz ?? 'unknown version'}): it does not know that Kazakhstan moved to UTC+05:00 on 1 March 2024. Install Node.js 24 or newer with its own ICU data.`,
  );
}
