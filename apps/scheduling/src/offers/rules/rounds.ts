import type { OfferKind } from '@silkconsult/protocol';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const RING = 20 * SECOND;
const SHORTEST = 2 * MINUTE;
const LONGEST = 4 * HOUR;
/** So that all circles have been asked when half of the time until the consult has passed. */
const SHARE = 8;

/**
 * When the next circle is asked. A room that waits rings each for 20 seconds; otherwise each has an
 * eighth of the time that is left, between two minutes and four hours.
 */
export function roundEnd(kind: OfferKind, start: Date, now: Date): Date {
  const left = start.getTime() - now.getTime();
  const length =
    kind === 'call' ? RING : Math.min(LONGEST, Math.max(SHORTEST, Math.floor(left / SHARE)));
  return new Date(now.getTime() + length);
}
