import { localOf, wallTime } from '../../time/zones.ts';

const DAY_MS = 86_400_000;

/** The Monday of the week that an instant is in, on a zone's calendar: '2026-11-16'. */
export function mondayOf(instant: Date, zone: string): string {
  const { year, month, day, weekday } = wallTime(instant, zone);
  return new Date(Date.UTC(year, month - 1, day - weekday + 1)).toISOString().slice(0, 10);
}

/** The same weekday some weeks on, or back. */
export function weeksFrom(monday: string, weeks: number): string {
  return new Date(Date.parse(monday) + weeks * 7 * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The wall clock of a zone written as if it were UTC. The calendar library then calculates with no
 * zone at all, so that what it draws is what our own clocks say, on browsers with stale zone data
 * too.
 */
export function asDrawn(instant: Date, zone: string): string {
  return `${localOf(instant, zone)}:00Z`;
}

/** The hours that are worth drawing: office hours, and whatever lies outside of them. */
export function hoursOf(times: readonly { start: Date; end: Date }[], zone: string) {
  const minutes = times.flatMap(({ start, end }) => {
    const [from, to] = [wallTime(start, zone), wallTime(end, zone)];
    const acrossMidnight = from.day !== to.day;
    return acrossMidnight ? [0, 24 * 60] : [from.hour * 60, to.hour * 60 + to.minute];
  });
  const first = Math.min(8 * 60, ...minutes);
  const last = Math.max(20 * 60, ...minutes);
  return { from: hour(Math.floor(first / 60)), to: hour(Math.ceil(last / 60)) };
}

function hour(value: number): string {
  return `${String(value).padStart(2, '0')}:00:00`;
}
