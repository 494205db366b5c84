import { offsetText } from '@silkconsult/protocol';

const MOVED = Date.UTC(2024, 1, 29, 18);
const MOVED_ZONES = new Set(['Asia/Almaty', 'Asia/Qostanay']);

/**
 * The zone to calculate with. Kazakhstan moved to +05 on 1 March 2024, and browsers with older
 * time zone data still say +06 for Almaty; people then come an hour late. Where this runtime is
 * that old, a fixed zone stands in for every instant after the change.
 *
 * @param offsetOf how the runtime sees the zone, in minutes; a parameter so that a test can be old
 */
export function trustedZone(zone: string, instant: Date, offsetOf = runtimeOffset): string {
  if (!MOVED_ZONES.has(zone) || instant.getTime() < MOVED) return zone;
  return offsetOf(zone, instant) === 300 ? zone : 'Etc/GMT-5';
}

/** Minutes east of UTC, as this runtime's time zone data has it. */
function runtimeOffset(zone: string, instant: Date): number {
  const parts = partsIn(zone, instant);
  const wall = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute);
  return Math.round((wall - Math.floor(instant.getTime() / 60_000) * 60_000) / 60_000);
}

export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  /** 1 is Monday. */
  weekday: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsIn(zone: string, instant: Date): WallTime {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(zone, format);
  }
  const value: Record<string, number> = {};
  for (const part of format.formatToParts(instant)) value[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = value;
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
  return { year, month, day, hour, minute, weekday };
}

/** What the clock on the wall shows in a zone. */
export function wallTime(instant: Date, zone: string): WallTime {
  return partsIn(trustedZone(zone, instant), instant);
}

/** Minutes east of UTC, corrected for stale time zone data. */
export function offsetMinutes(instant: Date, zone: string): number {
  return runtimeOffset(trustedZone(zone, instant), instant);
}

/** 'UTC+5', 'UTC+5:30', 'UTC'. */
export function offsetName(instant: Date, zone: string): string {
  return offsetText(offsetMinutes(instant, zone));
}

/**
 * The instant at which a zone's clock shows `local`.
 *
 * @param local 'YYYY-MM-DDTHH:mm', as a datetime-local field gives it
 * @returns undefined when `local` is not a date and time
 */
export function instantOf(local: string, zone: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(local)) return undefined;
  const asIfUtc = new Date(`${local.slice(0, 16)}:00Z`);
  if (Number.isNaN(asIfUtc.getTime())) return undefined;
  // Twice, because the offset at the guess may differ from the offset at the answer.
  let instant = new Date(asIfUtc.getTime() - offsetMinutes(asIfUtc, zone) * 60_000);
  instant = new Date(asIfUtc.getTime() - offsetMinutes(instant, zone) * 60_000);
  return instant;
}

/** The inverse of `instantOf`: what a datetime-local field shows. */
export function localOf(instant: Date, zone: string): string {
  const { year, month, day, hour, minute } = wallTime(instant, zone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}
