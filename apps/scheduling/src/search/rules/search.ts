import type {
  AppointmentSearch,
  SearchExplanation,
  SearchOption,
  SearchResult,
} from '@silkconsult/protocol';
import { type Interval, type Intervals, intersect } from '../../intervals/intervals.ts';
import type { Candidate, Part, Rung } from './cast.ts';
import { explain } from './explain.ts';
import { ladderOf } from './ladder.ts';
import { costOf } from './score.ts';
import { canStart, firstStarts, sharedStarts, startsIn } from './starts.ts';

const HOUR = 3_600_000;

/** Everybody whom the search may take. */
export interface Cast {
  /** All must come; for any one of a specialty this is one part. */
  specialists: readonly Part[];
  /** Patient, referrer and room, as far as they are asked for. */
  others: readonly Part[];
  interpreters: readonly Candidate[];
}

export interface Wanted
  extends Pick<AppointmentSearch, 'urgency' | 'limit' | 'interpreter' | 'languagePair'> {
  window: Interval;
  length: number;
  now: number;
  waitingSince?: number;
  /** Normalised; empty when no times were asked for. */
  preferred: Intervals;
  specialty?: NonNullable<AppointmentSearch['anySpecialist']>['specialty'];
}

/** From when on a time is so late that the search says who keeps it from being earlier. */
const LATE: Record<AppointmentSearch['urgency'], number> = {
  stat: HOUR,
  asap: 12 * HOUR,
  urgent: 48 * HOUR,
  routine: 120 * HOUR,
};

/** The least busy who can; the one who is asked for goes first. */
function choose(part: Part, at: number, taken: ReadonlySet<string>, preferred?: string) {
  const able = part.anyOf.filter((one) => !taken.has(one.id) && canStart(one, at));
  const wish = able.find(({ id }) => id === preferred);
  return (
    wish ??
    able.reduce<Candidate | undefined>(
      (least, one) => (!least || one.load < least.load ? one : least),
      undefined,
    )
  );
}

/** The people of one start, or undefined when one person would have to fill two parts. */
function castAt(parts: readonly Part[], at: number, preferred?: string): Candidate[] | undefined {
  const taken = new Set<string>();
  const people: Candidate[] = [];
  for (const part of parts) {
    const one = choose(part, at, taken, preferred);
    if (!one) return undefined;
    taken.add(one.id);
    people.push(one);
  }
  return people;
}

/** What the chosen ones have to do already beyond the least busy ones who could do it, in minutes. */
function extraLoad(parts: readonly Part[], people: readonly Candidate[]): number {
  return parts.reduce((sum, part, index) => {
    const least = Math.min(...part.anyOf.map(({ load }) => load));
    return sum + (people[index]?.load ?? least) - least;
  }, 0);
}

function optionAt(
  at: number,
  rung: Rung,
  parts: readonly Part[],
  wanted: Wanted,
): SearchOption | undefined {
  const people = castAt(parts, at, wanted.interpreter);
  if (!people) return undefined;
  const end = at + wanted.length;
  const { interpretation } = rung;
  return {
    start: new Date(at).toISOString(),
    end: new Date(end).toISOString(),
    participants: people.map(({ id, name, role, timeZone }) => ({
      actor: id,
      name,
      role,
      timeZone,
    })),
    interpretation,
    needsAgreement: interpretation === 'captions-only',
    cost: costOf({ start: at, end, people, interpretation }, extraLoad(parts, people), wanted),
  };
}

/** Of several ways at the same time the best one; then all times in the order of their cost. */
function rank(options: readonly SearchOption[], limit: number): SearchOption[] {
  const best = new Map<string, SearchOption>();
  for (const option of options) {
    const known = best.get(option.start);
    if (!known || option.cost.total < known.cost.total) best.set(option.start, option);
  }
  return [...best.values()]
    .sort((a, b) => a.cost.total - b.cost.total || a.start.localeCompare(b.start))
    .slice(0, limit);
}

/**
 * The times at which everybody can meet, the best first, and why there are none or none that are
 * good. For each rung of the ladder the earliest starts are weighed: an earlier relay may beat a
 * later interpreter of the pair, by the cost that each time has.
 */
export function searchTimes(cast: Cast, wanted: Wanted): SearchResult {
  const { window, length, limit } = wanted;
  const people = [...cast.specialists, ...cast.others];
  const rungs = ladderOf(
    wanted.languagePair,
    {
      specialists: cast.specialists.flatMap(({ anyOf }) => anyOf),
      others: cast.others.flatMap(({ role, anyOf }) => (role === 'location' ? [] : anyOf)),
    },
    cast.interpreters,
  );
  const shared = sharedStarts(people, [window]);
  const found = rungs.flatMap((rung) => {
    const parts = [...people, ...rung.interpreters];
    const starts = sharedStarts(rung.interpreters, shared);
    // Those that were asked for may lie behind more earlier ones than are weighed.
    const asked = intersect(starts, startsIn(wanted.preferred, length));
    const weighed = [starts, asked].flatMap((some) => firstStarts(some, length, limit * 5));
    return [...new Set(weighed)].flatMap((at) => optionAt(at, rung, parts, wanted) ?? []);
  });
  const options = rank(found, limit);
  return { options, explanations: explainBest(options[0], people, rungs, wanted) };
}

function explainBest(
  best: SearchOption | undefined,
  people: readonly Part[],
  rungs: readonly Rung[],
  wanted: Wanted,
): SearchExplanation[] {
  const [ideal] = rungs;
  const start = best ? Date.parse(best.start) : wanted.window.end;
  const isIdeal = best?.interpretation === ideal?.interpretation;
  if (best && isIdeal && start - wanted.window.start <= LATE[wanted.urgency]) return [];
  // Where the best is a step down the ladder, what an interpreter of the pair would need is told.
  const until = isIdeal ? start : Math.max(start + 1, wanted.window.start + LATE[wanted.urgency]);
  const horizon = { start: wanted.window.start, end: Math.min(until, wanted.window.end) };
  return explain([...people, ...(ideal?.interpreters ?? [])], horizon, {
    specialty: wanted.specialty,
    pair: wanted.languagePair,
  });
}
