import type { Language, SearchExplanation, Specialty } from '@silkconsult/protocol';
import { leaveOf, openingOf } from '../../availability/rules/opening.ts';
import { clip, type Interval, type Intervals, intersect } from '../../intervals/intervals.ts';
import type { Candidate, Part } from './cast.ts';
import { startsOfAny } from './starts.ts';

const instant = (ms: number) => new Date(ms).toISOString();

/** Why somebody cannot in this time: they are away, do not work then, or have their hands full. */
function whyNot(candidate: Candidate, horizon: Interval, only: boolean): SearchExplanation {
  const who = { actor: candidate.id, name: candidate.name, role: candidate.role, only };
  if (openingOf(candidate, horizon).length > 0) return { code: 'fully-booked', ...who };
  const away = intersect(leaveOf(candidate), [horizon]).at(-1);
  if (!away) return { code: 'no-hours', ...who };
  const leave = leaveOf(candidate).find(({ end }) => end >= away.end);
  return { code: 'on-leave', ...who, until: instant(leave?.end ?? away.end) };
}

/** What keeps one part from being filled in this time; undefined when somebody could. */
function whyUnfilled(part: Part, horizon: Interval): SearchExplanation | undefined {
  const starts = startsOfAny(part);
  if (clip(starts, horizon).length > 0) return undefined;
  const [first, ...others] = part.anyOf;
  if (!first) return undefined;
  if (others.length === 0) return whyNot(first, horizon, part.open);
  const next = starts[0]?.start;
  return {
    code: 'all-unavailable',
    role: part.role,
    count: part.anyOf.length,
    freeFrom: next === undefined ? undefined : instant(next),
  };
}

/** The first two parts that are both filled somewhere, and never at the same time. */
function neverTogether(parts: readonly Part[], horizon: Interval): SearchExplanation[] {
  let shared: Intervals = [horizon];
  for (const [index, part] of parts.entries()) {
    const starts = startsOfAny(part);
    shared = intersect(shared, starts);
    if (shared.length > 0) continue;
    const rival =
      parts
        .slice(0, index)
        .find((other) => clip(intersect(startsOfAny(other), starts), horizon).length === 0) ??
      parts[index - 1];
    const [first, second] = [rival?.anyOf[0]?.name, part.anyOf[0]?.name];
    return first && second ? [{ code: 'never-together', first, second }] : [];
  }
  return [];
}

/**
 * Why no consult begins in this time: what is missing altogether, else who cannot, else which two
 * never can together.
 */
export function explain(
  parts: readonly Part[],
  horizon: Interval,
  wanted: { specialty?: Specialty; pair?: readonly [Language, Language] },
): SearchExplanation[] {
  const missing = parts.flatMap(({ role, anyOf }): SearchExplanation[] => {
    if (anyOf.length > 0) return [];
    if (role === 'location') return [{ code: 'no-room' }];
    if (role === 'interpreter' && wanted.pair) {
      const [from, to] = wanted.pair;
      return [{ code: 'no-interpreter-of-pair', from, to }];
    }
    return wanted.specialty ? [{ code: 'nobody-of-specialty', specialty: wanted.specialty }] : [];
  });
  const unfilled = parts.flatMap((part) => whyUnfilled(part, horizon) ?? []);
  const reasons = [...missing, ...unfilled];
  return reasons.length > 0 ? reasons : neverTogether(parts, horizon);
}
