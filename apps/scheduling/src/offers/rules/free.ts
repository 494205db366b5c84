import type { OfferKind } from '@silkconsult/protocol';
import type { Times } from '../../appointments/rules/times.ts';
import { type ActorTime, whyUnavailable } from '../../availability/rules/freeTime.ts';

const AT_LEAST = 15 * 60_000;

/**
 * The time that an interpreter is needed for. Who is called into a running room comes from now until
 * its end, and for a quarter of an hour at least.
 */
export function neededTime(kind: OfferKind, { start, end }: Times, now: Date): Times {
  if (kind === 'planned') return { start, end };
  return { start: now, end: new Date(Math.max(end.getTime(), now.getTime() + AT_LEAST)) };
}

/** Whether the interpreter has the time. Who is on call is there whatever their weekly hours say. */
export function hasTime(actor: ActorTime, { start, end }: Times, onCall: boolean): boolean {
  const wanted = { start: start.getTime(), end: end.getTime() };
  if (actor.held.some((one) => one.start < wanted.end && wanted.start < one.end)) return false;
  return onCall || whyUnavailable(actor, wanted) === undefined;
}
