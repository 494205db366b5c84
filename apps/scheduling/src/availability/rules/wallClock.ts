import { Temporal } from 'temporal-polyfill';

const MINUTE = 60_000;

/** A day of a zone: its first instant, and the instant at which a time of it is shown. */
interface ZoneDay {
  start: number;
  /** The first instant of the next day. */
  end: number;
  /** No change of the clock in it: its minutes can simply be counted from the start. */
  even: boolean;
}

const days = new Map<string, ZoneDay>();
const MOST_DAYS = 20_000;

/** Temporal is exact and slow, and everybody in a zone has the same days: each is worked out once. */
export function zoneDay(date: string, timeZone: string): ZoneDay {
  const key = `${date} ${timeZone}`;
  const known = days.get(key);
  if (known) return known;
  const plain = Temporal.PlainDate.from(date);
  const first = plain.toZonedDateTime(timeZone);
  const next = plain.add({ days: 1 }).toZonedDateTime(timeZone);
  const day = {
    start: first.epochMilliseconds,
    end: next.epochMilliseconds,
    even:
      next.epochMilliseconds - first.epochMilliseconds === 1440 * MINUTE &&
      first.hour + first.minute === 0,
  };
  if (days.size >= MOST_DAYS) days.clear();
  days.set(key, day);
  return day;
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/**
 * The instant at which a zone's clock shows a time.
 *
 * Twice a year, where clocks change, there are times that no clock shows (a gap) and times that it
 * shows twice (a fold). Both ends of a gap are the instant of the change, so hours that do not
 * exist are nobody's. In a fold, hours begin at the first passing of the time and end at the second:
 * who works from 02:00 to 03:00 on a night when that hour comes twice, works two hours.
 *
 * @param time 'HH:MM', up to '24:00'
 */
export function instantAt(
  date: string,
  time: string,
  timeZone: string,
  side: 'start' | 'end',
): number {
  const day = zoneDay(date, timeZone);
  const minutes = minutesOf(time);
  if (minutes === 1440) return day.end;
  if (day.even) return day.start + minutes * MINUTE;
  const plain = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  const earlier = plain.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const later = plain.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return earlier.epochMilliseconds;
  const isFold = earlier.toPlainDateTime().equals(plain);
  if (isFold) return (side === 'start' ? earlier : later).epochMilliseconds;
  // In a gap "earlier" lies before the change and "later" after it.
  const change = earlier.getTimeZoneTransition('next');
  if (!change) throw new Error('a gap is the work of a transition');
  return change.epochMilliseconds;
}

const dayFrom = (date: string, days: number) =>
  new Date(Date.parse(date) + days * 1440 * MINUTE).toISOString().slice(0, 10);

/** The day after one of the calendar: '2026-11-23' after '2026-11-22'. */
export const dayAfter = (date: string) => dayFrom(date, 1);

/** The day that a zone's calendar shows at an instant: '2026-11-22'. */
export function dateAt(instant: number, timeZone: string): string {
  const shows = (date: string) => {
    const { start, end } = zoneDay(date, timeZone);
    return start <= instant && instant < end;
  };
  const inUtc = new Date(instant).toISOString().slice(0, 10);
  if (shows(inUtc)) return inUtc;
  // No zone is further from UTC than a day.
  return shows(dayAfter(inUtc)) ? dayAfter(inUtc) : dayFrom(inUtc, -1);
}

export interface LocalDay {
  date: string;
  /** 1 is Monday. */
  weekday: number;
}

/** The days of a zone that an interval touches, and the day before: hours may cross midnight. */
export function daysAround(start: number, end: number, timeZone: string): LocalDay[] {
  const found: LocalDay[] = [];
  const last = dateAt(end, timeZone);
  for (let date = dayFrom(dateAt(start, timeZone), -1); date <= last; date = dayAfter(date))
    found.push({ date, weekday: new Date(date).getUTCDay() || 7 });
  return found;
}
