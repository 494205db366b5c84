import type { Reason } from '../../rules/reason.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const MAX_LENGTH = 8 * HOUR;
/** Who chooses "now" in a form has passed that minute when the form arrives. */
const PAST_TOLERANCE = 5 * MINUTE;
const ADMISSION_BEFORE_START = 15 * MINUTE;
const ADMISSION_AFTER_START = 4 * HOUR;
const LONGEST_LIST = 366 * 24 * HOUR;

export interface Times {
  start: Date;
  end: Date;
}

/** Why an appointment cannot be at these times; undefined when it can. */
export function refuseTimes({ start, end }: Times, now: Date): Reason | undefined {
  if (end <= start) return { code: 'end_before_start' };
  if (end.getTime() - start.getTime() > MAX_LENGTH)
    return { code: 'appointment_too_long', params: { maxHours: MAX_LENGTH / HOUR } };
  if (start.getTime() < now.getTime() - PAST_TOLERANCE)
    return { code: 'appointment_in_the_past', params: { start: start.toISOString() } };
  return undefined;
}

/** A list is asked for a window that ends after it begins and is at most a year long. */
export function refuseWindow(from: Date, to: Date): Reason | undefined {
  const length = to.getTime() - from.getTime();
  return length > 0 && length <= LONGEST_LIST
    ? undefined
    : { code: 'invalid_request', issues: [{ path: 'to', message: 'invalid_window' }] };
}

/**
 * When participants are let in: from 15 minutes before the start, so that devices can be checked,
 * until 4 hours after the start, so that a consult that begins late or loses its link goes on; a
 * consult planned for longer than that stays open until its end.
 */
export function admissionWindow({ start, end }: Times): { opensAt: Date; closesAt: Date } {
  return {
    opensAt: new Date(start.getTime() - ADMISSION_BEFORE_START),
    closesAt: new Date(Math.max(start.getTime() + ADMISSION_AFTER_START, end.getTime())),
  };
}
