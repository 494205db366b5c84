import type { Organization, Schedule } from '@silkconsult/protocol';
import type { Interval, Intervals } from '../../intervals/intervals.ts';
import { clip, normalize, subtract, union } from '../../intervals/intervals.ts';
import { isHoliday } from './holidays.ts';
import { dayAfter, daysAround, instantAt, type LocalDay } from './wallClock.ts';

/** One actor's planning container, with what it needs from around it. */
export interface ScheduleFacts {
  /** Undefined: nobody has entered one, and every time is theirs to give (a patient's, mostly). */
  schedule: Schedule | undefined;
  timeZone: string;
  country: Organization['country'];
  exceptions: readonly (Interval & { kind: 'leave' | 'extra' })[];
}

export type Calendar = (timeZone: string) => readonly LocalDay[];

/** The days of a window in each zone; everybody in a zone shares them. */
export function calendarOf(window: Interval): Calendar {
  const days = new Map<string, LocalDay[]>();
  return (timeZone) => {
    const known = days.get(timeZone);
    if (known) return known;
    const found = daysAround(window.start, window.end, timeZone);
    days.set(timeZone, found);
    return found;
  };
}

/** The hours of every week as instants. Hours that a holiday begins are off, also after midnight. */
function weeklyOpening(
  { weekly, observesHolidays }: Schedule,
  { timeZone, country }: ScheduleFacts,
  days: readonly LocalDay[],
  withHolidays: boolean,
): Intervals {
  const open: Interval[] = [];
  for (const { date, weekday } of days) {
    const rules = weekly.filter(
      (rule) =>
        rule.weekday === weekday &&
        (!rule.validFrom || rule.validFrom <= date) &&
        (!rule.validTo || date <= rule.validTo),
    );
    if (rules.length === 0) continue;
    if (observesHolidays && !withHolidays && isHoliday(country, date)) continue;
    for (const { start, end } of rules)
      open.push({
        start: instantAt(date, start, timeZone, 'start'),
        end: instantAt(end > start ? date : dayAfter(date), end, timeZone, 'end'),
      });
  }
  return normalize(open);
}

const exceptionsOf = ({ exceptions }: ScheduleFacts, kind: 'leave' | 'extra') =>
  normalize(exceptions.filter((one) => one.kind === kind));

/**
 * When an actor can be booked by the rules alone: the weekly hours without holidays, and extra
 * hours, without leave. Leave is stronger than anything.
 */
export function openingOf(
  facts: ScheduleFacts,
  window: Interval,
  calendar: Calendar = calendarOf(window),
  withHolidays = false,
): Intervals {
  const { schedule, timeZone } = facts;
  const weekly = schedule
    ? weeklyOpening(schedule, facts, calendar(timeZone), withHolidays)
    : [window];
  if (facts.exceptions.length === 0) return clip(weekly, window);
  const open = union(weekly, exceptionsOf(facts, 'extra'));
  return clip(subtract(open, exceptionsOf(facts, 'leave')), window);
}

export const leaveOf = (facts: ScheduleFacts): Intervals => exceptionsOf(facts, 'leave');
