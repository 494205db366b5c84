import {
  CIRCLES,
  type Circle,
  type Covers,
  type Dialect,
  type Language,
  type OfferKind,
} from '@silkconsult/protocol';

/** Many clinicians of the region work in it: the bridge where no interpreter has the pair. */
export const RELAY: Language = 'ru';

/** An interpreter who has the time. */
export interface Candidate {
  id: string;
  organizationId: string;
  languagePairs: readonly (readonly [Language, Language])[];
  dialects: readonly Dialect[];
  onCall: boolean;
  /** Booked for this very consult. */
  booked: boolean;
}

/** What is looked for. */
export interface Need {
  kind: OfferKind;
  languages: readonly [Language, Language];
  dialect?: Dialect;
  /** The hospitals that take part: their interpreters are asked first. */
  organizations: ReadonlySet<string>;
  /** Whether every specialist speaks Russian, and somebody beside the patient does. */
  speakRussian: { specialists: boolean; others: boolean };
}

export interface Placed {
  id: string;
  circle: Circle;
  covers: Covers;
}

function interprets({ languagePairs }: Candidate, [a, b]: readonly [Language, Language]): boolean {
  return languagePairs.some(
    ([one, other]) => (one === a && other === b) || (one === b && other === a),
  );
}

/**
 * Which part of a relay through Russian the candidate can do; undefined for none. A side that speaks
 * Russian itself needs nobody on its half of the way.
 */
function coversOfRelay(candidate: Candidate, need: Need): Covers | undefined {
  const [from, to] = need.languages;
  if (from === RELAY || to === RELAY) return undefined;
  const { specialists, others } = need.speakRussian;
  const first = !specialists && interprets(candidate, [from, RELAY]);
  const second = !others && interprets(candidate, [RELAY, to]);
  if (!first && !second) return undefined;
  if ((first || specialists) && (second || others)) return 'whole';
  return first ? 'first' : 'second';
}

/** In which circle the candidate is asked; undefined for who cannot help. */
export function placeOf(candidate: Candidate, need: Need): Placed | undefined {
  const { id } = candidate;
  if (candidate.booked) {
    const half = interprets(candidate, need.languages) ? undefined : coversOfRelay(candidate, need);
    return { id, circle: 'booked', covers: half ?? 'whole' };
  }
  if (!interprets(candidate, need.languages)) {
    const covers = coversOfRelay(candidate, need);
    return covers && { id, circle: 'relay', covers };
  }
  const placed = (circle: Circle): Placed => ({ id, circle, covers: 'whole' });
  if (need.dialect && !candidate.dialects.includes(need.dialect)) return placed('any-dialect');
  if (need.kind === 'call') return placed(candidate.onCall ? 'on-call' : 'pair');
  return placed(need.organizations.has(candidate.organizationId) ? 'preferred' : 'pair');
}

/** The circles that an offer of this kind goes through; without a wish for a dialect one less. */
function circlesOf(kind: OfferKind, dialect: boolean): Circle[] {
  const left: readonly Circle[] = kind === 'call' ? ['preferred'] : ['booked', 'on-call'];
  return CIRCLES.filter((one) => !left.includes(one) && (dialect || one !== 'any-dialect'));
}

/** How many circles are asked from this one to the last, itself included. */
export function circlesFrom(
  circle: Circle,
  { kind, dialect }: { kind: OfferKind; dialect: boolean },
): number {
  const circles = circlesOf(kind, dialect);
  return circles.length - circles.indexOf(circle);
}

/** The circle after this one; undefined after the last. */
export function circleAfter(
  circle: Circle | undefined,
  { kind, dialect }: { kind: OfferKind; dialect: boolean },
): Circle | undefined {
  const circles = circlesOf(kind, dialect);
  return circles[circle === undefined ? 0 : circles.indexOf(circle) + 1];
}

/** Whether these, with what is accepted already, make the whole way: half a relay helps nobody. */
function makeWhole(people: readonly Placed[], accepted: readonly Covers[]): boolean {
  const covered = new Set([...people.map(({ covers }) => covers), ...accepted]);
  return covered.has('whole') || (covered.has('first') && covered.has('second'));
}

/**
 * Who is asked next; a circle in which nobody is left to ask is passed over at once. Undefined when
 * there is none any more.
 *
 * @param asked Those who were asked in an earlier round: they can still accept and are not asked twice.
 */
export function nextRound(
  circle: Circle | undefined,
  need: Need,
  candidates: readonly Candidate[],
  asked: ReadonlySet<string>,
  accepted: readonly Covers[],
): { circle: Circle; people: Placed[] } | undefined {
  const placed = candidates.flatMap((one) => placeOf(one, need) ?? []);
  const wish = { kind: need.kind, dialect: need.dialect !== undefined };
  for (let next = circleAfter(circle, wish); next; next = circleAfter(next, wish)) {
    const people = placed.filter((one) => one.circle === next && !asked.has(one.id));
    const useful = people.filter(({ covers }) => isFree(covers, accepted));
    if (useful.length > 0 && makeWhole(useful, accepted)) return { circle: next, people: useful };
  }
  return undefined;
}

/**
 * Whether it can still be taken. Who does the whole way may come instead of somebody who does half
 * of it, as long as the other half is open.
 */
export function isFree(covers: Covers, accepted: readonly Covers[]): boolean {
  if (covers === 'whole') return !isWhole(accepted);
  return !accepted.includes('whole') && !accepted.includes(covers);
}

/** Whether the accepted make the whole way. */
export function isWhole(accepted: readonly Covers[]): boolean {
  return makeWhole([], accepted);
}
