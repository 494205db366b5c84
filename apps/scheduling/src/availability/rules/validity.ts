import {
  LONGEST_EXCEPTION_DAYS,
  LONGEST_WINDOW_DAYS,
  type NewException,
  type Schedule,
  timeZoneSchema,
} from '@silkconsult/protocol';
import type { Interval } from '../../intervals/intervals.ts';
import type { Reason } from '../../rules/reason.ts';

const DAY = 86_400_000;

/** Why this cannot be somebody's schedule; undefined when it can. Hours that overlap are one. */
export function refuseSchedule(schedule: Schedule): Reason | undefined {
  const { timeZone } = schedule;
  if (timeZone !== undefined && !timeZoneSchema.safeParse(timeZone).success)
    return { code: 'time_zone_unknown', params: { timeZone } };
  for (const [index, { start, end, validFrom, validTo }] of schedule.weekly.entries()) {
    if (start === end)
      return {
        code: 'invalid_request',
        issues: [{ path: `schedule.weekly.${index}.end`, message: 'empty' }],
      };
    if (validFrom && validTo && validTo < validFrom) return { code: 'end_before_start' };
  }
  return undefined;
}

function refuseLength({ start, end }: Interval, maxDays: number): Reason | undefined {
  if (end <= start) return { code: 'end_before_start' };
  return end - start > maxDays * DAY ? { code: 'window_too_long', params: { maxDays } } : undefined;
}

export const refuseWindow = (window: Interval, maxDays = LONGEST_WINDOW_DAYS) =>
  refuseLength(window, maxDays);

export function refuseException({ start, end }: NewException): Reason | undefined {
  const interval = { start: Date.parse(start), end: Date.parse(end) };
  return refuseLength(interval, LONGEST_EXCEPTION_DAYS);
}
