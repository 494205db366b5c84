import type { Language, OnCallCover, Specialty } from '@silkconsult/protocol';
import {
  type Interval,
  type Intervals,
  intersect,
  normalize,
  subtract,
} from '../../intervals/intervals.ts';

/** Somebody who can be on call, for what they can do. */
export interface Callable {
  id: string;
  organizationId: string;
  organizationName: string;
  specialty?: Specialty;
  languagePairs: readonly (readonly [Language, Language])[];
}

export interface Cover extends Omit<OnCallCover, 'gaps' | 'overlaps'> {
  gaps: Intervals;
  overlaps: Intervals;
}

/** What somebody is on call for; the two directions of a pair of languages are one. */
function tasksOf(one: Callable): Omit<Cover, 'gaps' | 'overlaps'>[] {
  const { organizationId, organizationName, specialty } = one;
  if (specialty) return [{ organizationId, organizationName, specialty }];
  return one.languagePairs.map(([a, b]) => ({ languages: a < b ? [a, b] : [b, a] }));
}

/** When at least two of these hold. */
function overlapsOf(shifts: readonly Interval[]): Intervals {
  const seen: Interval[] = [];
  const twice: Interval[] = [];
  for (const one of shifts) {
    twice.push(...intersect([one], normalize(seen)));
    seen.push(one);
  }
  return normalize(twice);
}

/**
 * How each specialty of each hospital and each pair of languages is covered within a window.
 *
 * Worked example: one cardiologist from 08:00 to 20:00 and another from 18:00 to 24:00 leave a gap
 * from 00:00 to 08:00, and overlap from 18:00 to 20:00.
 */
export function coverOf(
  window: Interval,
  people: readonly Callable[],
  shifts: readonly (Interval & { actorId: string })[],
): Cover[] {
  const byActor = Map.groupBy(shifts, ({ actorId }) => actorId);
  const found = new Map<string, { task: Omit<Cover, 'gaps' | 'overlaps'>; shifts: Interval[] }>();
  for (const person of people)
    for (const task of tasksOf(person)) {
      const key = [task.organizationId, task.specialty, ...(task.languages ?? [])].join(' ');
      const entry = found.get(key) ?? { task, shifts: [] };
      entry.shifts.push(...(byActor.get(person.id) ?? []));
      found.set(key, entry);
    }
  return [...found.values()].map(({ task, shifts: own }) => ({
    ...task,
    gaps: subtract([window], normalize(own)),
    overlaps: intersect(overlapsOf(own), [window]),
  }));
}
