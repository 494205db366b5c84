/** So long after it took the place of another alarm, an alarm takes no press: as long as a hand needs to stop. */
export const STILL_MS = 500;

/** Which alarm is under the finger, and since when it takes presses. */
export interface Ringing {
  id?: string;
  /** The one before it was gone at this time. */
  leftAt: number;
  pressableAt: number;
}

export const SILENCE: Ringing = { leftAt: Number.NEGATIVE_INFINITY, pressableAt: 0 };

/**
 * Who was about to answer one offer must not answer the other that has taken its place: an alarm
 * that stands where another just stood takes presses a moment later. The first takes them at once.
 */
export function swap(before: Ringing, id: string | undefined, now: number): Ringing {
  if (id === before.id) return before;
  const leftAt = before.id === undefined ? before.leftAt : now;
  const inPlaceOfAnother = now - leftAt < STILL_MS;
  return { id, leftAt, pressableAt: id && inPlaceOfAnother ? leftAt + STILL_MS : now };
}
