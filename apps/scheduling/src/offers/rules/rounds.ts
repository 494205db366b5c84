const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A call from a room is over within a minute: two seconds are left for the slowest look at the jobs. */
const CALL = 58 * SECOND;
const LONGEST_RING = 20 * SECOND;
const SHORTEST = 2 * MINUTE;
const LONGEST = 4 * HOUR;
/** So that all circles have been asked when half of the time until the consult has passed. */
const SHARE = 8;

/** When a call from a room is over, whoever has answered by then. */
export function callEnd(beganAt: Date): Date {
  return new Date(beganAt.getTime() + CALL);
}

/**
 * How long one circle of a call rings: all of them share the time that is left, in whole seconds.
 *
 * Worked example: with three circles to go at the beginning, 19 seconds; when nobody is in the next
 * two, the last one rings for its 20 seconds and the call is over before its time.
 */
export function ringEnd(beganAt: Date, circlesLeft: number, now: Date): Date {
  const left = callEnd(beganAt).getTime() - now.getTime();
  const share = Math.floor(left / circlesLeft / SECOND) * SECOND;
  return new Date(now.getTime() + Math.min(LONGEST_RING, Math.max(SECOND, share)));
}

/** When the next circle of an offer is asked: an eighth of the time that is left until the consult. */
export function roundEnd(start: Date, now: Date): Date {
  const share = Math.floor((start.getTime() - now.getTime()) / SHARE);
  return new Date(now.getTime() + Math.min(LONGEST, Math.max(SHORTEST, share)));
}
