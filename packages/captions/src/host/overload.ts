import type { OverloadLevel } from '@silkconsult/protocol';

/** From which delay of the oldest sound on a level is wanted: the first is for level 1. */
const WANTED_FROM_MS: readonly number[] = [1000, 2500, 5000, 10_000];
/** The delay must want more for this long: a single long segment is no overload. */
const RISE_AFTER_MS = 500;
/** The delay must be small for this long before a level is left. */
const CALM_MS = 10_000;
const MOST_CALM_MS = 80_000;
/** Who has to rise again this soon after a fall had fallen too early. */
const RELAPSE_MS = 60_000;

/** What the rule remembers; `FRESH_LOAD` to begin with. */
export interface Load {
  readonly level: OverloadLevel;
  /** Since when the delay has asked for a higher level, or allowed a lower one. */
  readonly risingSinceMs?: number;
  readonly calmSinceMs?: number;
  /** How long it must be calm before the next fall. */
  readonly patienceMs: number;
  readonly fellMs?: number;
}

export const FRESH_LOAD: Load = { level: 0, patienceMs: CALM_MS };

/**
 * The next level after a look at the queue. It moves by one step at a time: up when the delay has
 * wanted more for half a second, down when it has been below half of what the level is for during
 * ten seconds. Where shedding is all that keeps the delay small, every fall is followed by a rise:
 * then the wait doubles each time, so that captions do not change their ways every few seconds.
 *
 * @example
 * nextLoad({ level: 1, patienceMs: 10_000, risingSinceMs: 0 }, 3000, 500).level // 2
 */
export function nextLoad(load: Load, delayMs: number, nowMs: number): Load {
  const { level, patienceMs, fellMs } = load;
  const kept = { level, patienceMs, ...(fellMs !== undefined && { fellMs }) };
  if (delayMs >= (WANTED_FROM_MS[level] ?? Number.POSITIVE_INFINITY)) {
    const risingSinceMs = load.risingSinceMs ?? nowMs;
    if (nowMs - risingSinceMs < RISE_AFTER_MS) return { ...kept, risingSinceMs };
    const relapse = fellMs !== undefined && nowMs - fellMs < RELAPSE_MS;
    const longer = relapse ? Math.min(MOST_CALM_MS, patienceMs * 2) : patienceMs;
    return { level: stepFrom(level, 1), patienceMs: longer };
  }
  if (level > 0 && delayMs < (WANTED_FROM_MS[level - 1] ?? 0) / 2) {
    const calmSinceMs = load.calmSinceMs ?? nowMs;
    if (nowMs - calmSinceMs < patienceMs) return { ...kept, calmSinceMs };
    return { level: stepFrom(level, -1), patienceMs, fellMs: nowMs };
  }
  // Long after the last fall, at rest: what was learnt of an earlier overload is forgotten.
  if (level === 0 && fellMs !== undefined && nowMs - fellMs >= RELAPSE_MS) return FRESH_LOAD;
  return kept;
}

/** Seconds between two partials of a segment: 0 as often as the engine likes, infinite for none. */
export function partialsEverySeconds(level: OverloadLevel): number {
  if (level === 0) return 0;
  return level < 3 ? 1.5 : Number.POSITIVE_INFINITY;
}

function stepFrom(level: OverloadLevel, step: 1 | -1): OverloadLevel {
  return Math.min(4, Math.max(0, level + step)) as OverloadLevel;
}
