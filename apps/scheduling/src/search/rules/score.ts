import type { AppointmentSearch, SearchOption } from '@silkconsult/protocol';
import { dateAt, instantAt } from '../../availability/rules/wallClock.ts';
import { covers, type Interval, type Intervals } from '../../intervals/intervals.ts';
import type { Candidate, Rung } from './cast.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What an hour of waiting weighs. */
const WAIT: Record<AppointmentSearch['urgency'], number> = {
  routine: 1,
  urgent: 2,
  asap: 4,
  stat: 12,
};
/** A patient who has waited for three weeks: each further hour weighs four times. */
const WAITED_FACTOR_PER_WEEK = 1;
const MOST_WAITED_FACTOR = 4;
const CIVIL = { start: '08:00', end: '20:00' };
/** An hour of somebody's night is worth half a day of waiting. */
const UNCIVIL_HOUR = 12;
/** An hour of work that others have less of is worth an hour of waiting, up to a day. */
const MOST_LOAD = 24;
/** A routine consult waits two days for a time that suits those who asked, a stat one four hours. */
const UNASKED = 48;
const INTERPRETATION: Record<Rung['interpretation'], number> = {
  none: 0,
  direct: 0,
  relay: 24,
  'captions-only': 72,
};

/** How much of a consult lies outside of 08:00–20:00 of somebody's clock, and how far, in hours. */
function uncivilHours({ start, end }: Interval, timeZone: string): number {
  const date = dateAt(start, timeZone);
  const opens = instantAt(date, CIVIL.start, timeZone, 'start');
  const closes = instantAt(date, CIVIL.end, timeZone, 'end');
  return Math.max(0, opens - start, end - closes) / HOUR;
}

const rounded = (value: number) => Math.round(value * 100) / 100;

/**
 * What speaks against a time, each in hours of waiting that it is worth: the sum ranks. Rooms have
 * no night, and the patient's clock counts as much as the specialist's.
 */
export function costOf(
  option: Interval & { people: readonly Candidate[]; interpretation: Rung['interpretation'] },
  extraLoad: number,
  search: {
    urgency: AppointmentSearch['urgency'];
    now: number;
    waitingSince?: number;
    preferred: Intervals;
  },
): SearchOption['cost'] {
  const waitedWeeks = (search.now - (search.waitingSince ?? search.now)) / (7 * DAY);
  const factor = Math.min(
    MOST_WAITED_FACTOR,
    1 + Math.max(0, waitedWeeks) * WAITED_FACTOR_PER_WEEK,
  );
  const wait = (Math.max(0, option.start - search.now) / HOUR) * WAIT[search.urgency] * factor;
  const zones = new Set(
    option.people.filter(({ role }) => role !== 'location').map(({ timeZone }) => timeZone),
  );
  const nights = [...zones].map((zone) => uncivilHours(option, zone) * UNCIVIL_HOUR);
  const uncivil = nights.reduce((sum, hours) => sum + hours, 0);
  const load = Math.min(MOST_LOAD, extraLoad / 60);
  const interpretation = INTERPRETATION[option.interpretation];
  const isAsked = search.preferred.length === 0 || covers(search.preferred, option);
  const unasked = isAsked ? 0 : UNASKED;
  return {
    wait: rounded(wait),
    uncivilHours: rounded(uncivil),
    load: rounded(load),
    interpretation,
    unasked,
    total: rounded(wait + uncivil + load + interpretation + unasked),
  };
}
