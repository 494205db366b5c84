import type { Schedule, Slot, UnavailableReason } from '@silkconsult/protocol';
import {
  covers,
  type Interval,
  type Intervals,
  intersect,
  normalize,
  subtract,
  union,
  withBuffers,
} from '../../intervals/intervals.ts';
import { type Calendar, leaveOf, openingOf, type ScheduleFacts } from './opening.ts';
import { dateAt, zoneDay } from './wallClock.ts';

const MINUTE = 60_000;

/** An actor's rules and what already holds their time. */
export interface ActorTime extends ScheduleFacts {
  /** Of one appointment each; never two at once. Also those of a day before and after the window. */
  held: readonly Interval[];
}

/** How far apart two consults of an actor are at least: the buffer after one, and before the next. */
function distanceOf(schedule: Schedule | undefined): number {
  if (!schedule) return 0;
  return (schedule.buffers.beforeMinutes + schedule.buffers.afterMinutes) * MINUTE;
}

/** What is held, and what the buffers around it keep free. */
function keptAround({ schedule, held }: ActorTime): Intervals {
  const distance = distanceOf(schedule);
  return distance === 0 ? normalize(held) : withBuffers(held, distance, distance);
}

/** The local days on which one more consult of this length would be too much. */
function fullDays({ schedule, timeZone, held }: ActorTime, length: number): Intervals {
  const most = schedule?.dailyMaximum;
  if (!most || (most.consults === undefined && most.minutes === undefined)) return [];
  const full: Interval[] = [];
  for (const [date, some] of Map.groupBy(held, ({ start }) => dateAt(start, timeZone))) {
    const minutes = some.reduce((sum, { start, end }) => sum + (end - start) / MINUTE, 0);
    if (
      some.length >= (most.consults ?? Number.POSITIVE_INFINITY) ||
      minutes + length / MINUTE > (most.minutes ?? Number.POSITIVE_INFINITY)
    )
      full.push(zoneDay(date, timeZone));
  }
  return normalize(full);
}

/**
 * When one more consult of this length can be: the opening without what is held, the buffers around
 * it, and the days that are full. With neither buffers nor a maximum, free and held are the opening.
 */
export function freeTimeOf(
  actor: ActorTime,
  window: Interval,
  length: number,
  calendar?: Calendar,
): Intervals {
  const free = subtract(openingOf(actor, window, calendar), keptAround(actor));
  const full = fullDays(actor, length);
  return full.length === 0 ? free : subtract(free, full);
}

/** Why the rules alone, whatever is held, close this time to an actor; undefined when it is open. */
export function whyClosed(
  actor: ScheduleFacts,
  wanted: Interval,
): 'leave' | 'holiday' | 'outside-hours' | undefined {
  if (covers(openingOf(actor, wanted), wanted)) return undefined;
  if (intersect(leaveOf(actor), [wanted]).length > 0) return 'leave';
  return covers(openingOf(actor, wanted, undefined, true), wanted) ? 'holiday' : 'outside-hours';
}

/**
 * Why an actor cannot be booked at this time although nothing holds it; undefined when they can, and
 * when something does: the database then says what.
 */
export function whyUnavailable(actor: ActorTime, wanted: Interval): UnavailableReason | undefined {
  if (intersect(normalize(actor.held), [wanted]).length > 0) return undefined;
  const closed = whyClosed(actor, wanted);
  if (closed) return closed;
  if (intersect(keptAround(actor), [wanted]).length > 0) return 'buffer';
  const starts = [{ start: wanted.start, end: wanted.start + 1 }];
  const full = fullDays(actor, wanted.end - wanted.start);
  return intersect(full, starts).length > 0 ? 'daily-maximum' : undefined;
}

/** What an actor's rules ask of a new hold, beside what is held already: see limitsOf. */
export interface HoldLimits {
  apartSeconds?: number;
  dayFrom?: string;
  dayTo?: string;
  consults?: number;
  minutes?: number;
}

/**
 * The buffers and the maximum as the database holds them against what others book in the same
 * moment; undefined for most people, who have neither.
 */
export function limitsOf(actor: ActorTime, { start }: Interval): HoldLimits | undefined {
  const apart = distanceOf(actor.schedule);
  const { consults, minutes } = actor.schedule?.dailyMaximum ?? {};
  const isFull = consults !== undefined || minutes !== undefined;
  if (apart === 0 && !isFull) return undefined;
  const limits: HoldLimits = apart === 0 ? {} : { apartSeconds: apart / 1000 };
  if (!isFull) return limits;
  const day = zoneDay(dateAt(start, actor.timeZone), actor.timeZone);
  const [dayFrom, dayTo] = [new Date(day.start).toISOString(), new Date(day.end).toISOString()];
  return { ...limits, dayFrom, dayTo, consults, minutes };
}

/** The whole window in slots, one after the other: what is held is told apart from what is closed. */
export function slotsOf(
  actor: ActorTime,
  tentative: readonly Interval[],
  window: Interval,
): Slot[] {
  const clipped = (some: readonly Interval[]) => intersect(normalize(some), [window]);
  const maybe = clipped(tentative);
  const busy = subtract(clipped(actor.held), maybe);
  const free = freeTimeOf(actor, window, MINUTE);
  const closed = subtract([window], union(maybe, busy, free));
  return [
    ...maybe.map((one) => ({ ...one, status: 'busy-tentative' as const })),
    ...busy.map((one) => ({ ...one, status: 'busy' as const })),
    ...free.map((one) => ({ ...one, status: 'free' as const })),
    ...closed.map((one) => ({ ...one, status: 'busy-unavailable' as const })),
  ]
    .sort((a, b) => a.start - b.start)
    .map(({ status, start, end }) => ({
      status,
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
    }));
}
