import { ConfigError } from '@silkconsult/service-kit';

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

/**
 * Kazakhstan moved to +05 on 1 March 2024. A runtime that does not know it would tell everybody in
 * Almaty a time that is an hour wrong, so the server does not start on it.
 *
 * @throws ConfigError
 */
export function requireFreshTimeZones(offset = offsetMinutes): void {
  const before = offset('Asia/Almaty', new Date('2024-02-28T00:00:00Z'));
  const after = offset('Asia/Almaty', new Date('2024-03-02T00:00:00Z'));
  if (before === 360 && after === 300) return;
  throw new ConfigError(
    `This Node.js carries stale time zone data (${process.versions.tz ?? 'unknown version'}): it does not know that Kazakhstan moved to UTC+05:00 on 1 March 2024. Install Node.js 24 or newer with its own ICU data.`,
  );
}
