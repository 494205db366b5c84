import type {
  AppointmentStatus,
  Encounter,
  EncounterReport,
  LeaveReason,
  ParticipantRole,
} from '@silkconsult/protocol';
import { intersect, normalize } from '../intervals/intervals.ts';

/** One report as it is kept. */
export interface Fact {
  type: EncounterReport['type'];
  at: Date;
  personId: string | null;
  stayId: string | null;
  role: ParticipantRole | null;
  reason: LeaveReason | null;
}

export interface Stay {
  id: string;
  personId: string;
  role: ParticipantRole;
  joinedAt: Date;
  leftAt: Date | null;
  /** Null while in the room, and where nobody could tell. */
  leftBecause: LeaveReason | null;
}

/** One person's time in the lobby. */
export interface Wait {
  id: string;
  personId: string;
  role: ParticipantRole;
  since: Date;
  until: Date | null;
}

export interface EncounterFacts {
  status: Encounter['status'];
  startedAt: Date | null;
  finishedAt: Date | null;
  stays: Stay[];
  waits: Wait[];
}

const earliest = (a: Date | null, b: Date) => (a && a < b ? a : b);
const latest = (a: Date | null, b: Date) => (a && a > b ? a : b);

/**
 * The encounter as all reports so far tell it. It is computed from the whole set each time, so it is
 * the same in whatever order the reports arrive and however often they are sent: a "left" that comes
 * before its "joined" waits until that one is there.
 *
 * A room that is used again after it was finished is in progress again: what counts is which
 * happened later.
 */
export function tellEncounter(facts: readonly Fact[]): EncounterFacts {
  let startedAt: Date | null = null;
  let begunAgainAt: Date | null = null;
  let finishedAt: Date | null = null;
  const leaving = new Map<string, Date>();
  const reasons = new Map<string, LeaveReason>();
  const stays: Stay[] = [];
  const waits: Wait[] = [];
  for (const { type, at, personId, stayId, role, reason } of facts) {
    switch (type) {
      case 'encounterStarted':
        startedAt = earliest(startedAt, at);
        begunAgainAt = latest(begunAgainAt, at);
        break;
      case 'encounterFinished':
        finishedAt = latest(finishedAt, at);
        break;
      case 'participantJoined':
        startedAt = earliest(startedAt, at);
        begunAgainAt = latest(begunAgainAt, at);
        if (personId && stayId && role)
          stays.push({ id: stayId, personId, role, joinedAt: at, leftAt: null, leftBecause: null });
        break;
      case 'participantLeft':
      case 'waitingFinished':
        if (stayId) leaving.set(stayId, latest(leaving.get(stayId) ?? null, at));
        if (stayId && reason) reasons.set(stayId, reason);
        break;
      case 'waitingStarted':
        if (personId && stayId && role)
          waits.push({ id: stayId, personId, role, since: at, until: null });
        break;
    }
  }
  for (const stay of stays) {
    stay.leftAt = leaving.get(stay.id) ?? null;
    stay.leftBecause = reasons.get(stay.id) ?? null;
  }
  const finished = finishedAt !== null && (begunAgainAt === null || finishedAt >= begunAgainAt);
  // A node that was killed cannot report who left: the end of the encounter ends every stay.
  if (finished) for (const stay of stays) stay.leftAt ??= finishedAt;
  // Nor who waited in its lobby: coming into the room tells that the wait is over.
  for (const wait of waits) wait.until = leaving.get(wait.id) ?? entryAfter(wait, stays);
  return {
    status: statusOf(finished, stays, waits),
    startedAt,
    finishedAt: finished ? finishedAt : null,
    stays,
    waits,
  };
}

function entryAfter({ personId, since }: Wait, stays: readonly Stay[]): Date | null {
  const next = stays.filter((stay) => stay.personId === personId && stay.joinedAt >= since);
  return next.reduce<Date | null>((first, { joinedAt }) => earliest(first, joinedAt), null);
}

function statusOf(
  finished: boolean,
  stays: readonly Stay[],
  waits: readonly Wait[],
): Encounter['status'] {
  if (finished) return 'finished';
  if (haveMet(stays)) return 'in-progress';
  return stays.length > 0 || waits.length > 0 ? 'arrived' : 'planned';
}

/** Whether a specialist and somebody of the other side were there together: then it took place. */
export function haveMet(stays: readonly Stay[]): boolean {
  const others = stays.filter(({ role }) => role === 'patient' || role === 'referrer');
  return stays.some((stay) => stay.role === 'specialist' && others.some(isTogether(stay)));
}

const isTogether = (a: Stay) => (b: Stay) =>
  (a.leftAt === null || b.joinedAt < a.leftAt) && (b.leftAt === null || a.joinedAt < b.leftAt);

/** Together for less than this, nothing can have been settled. */
const TOO_SHORT = 5 * 60_000;

/**
 * When the link of a consult broke off that had hardly begun: specialist and other side met, for less
 * than five minutes in all, and each side's last stay was lost, not left. Undefined while somebody is
 * there, and when somebody left or ended it.
 *
 * Worked example: both come at 10:00, the clinic's line fails at 10:03 and the specialist's a minute
 * later: the link is lost at 10:04. Had the specialist said goodbye instead, it would be over.
 */
export function linkLostAt(stays: readonly Stay[]): Date | undefined {
  if (!haveMet(stays) || stays.some(({ leftAt }) => leftAt === null)) return undefined;
  const sides = [
    stays.filter(({ role }) => role === 'specialist'),
    stays.filter(({ role }) => role === 'patient' || role === 'referrer'),
  ] as const;
  const lasts = sides.map((side) =>
    side.reduce((a, b) => ((a.leftAt ?? 0) > (b.leftAt ?? 0) ? a : b)),
  );
  if (lasts.some(({ leftBecause }) => leftBecause !== 'lost')) return undefined;
  if (timeTogether(...sides) >= TOO_SHORT) return undefined;
  return (
    lasts.reduce<Date | null>((last, { leftAt }) => latest(last, leftAt ?? new Date(0)), null) ??
    undefined
  );
}

/** For how long somebody of one side and somebody of the other were there at once, at the longest. */
function timeTogether(one: readonly Stay[], other: readonly Stay[]): number {
  const spans = (side: readonly Stay[]) =>
    side.map(({ joinedAt, leftAt }) => ({
      start: joinedAt.getTime(),
      end: leftAt?.getTime() ?? Number.POSITIVE_INFINITY,
    }));
  return intersect(normalize(spans(one)), normalize(spans(other))).reduce(
    (sum, { start, end }) => sum + end - start,
    0,
  );
}

/**
 * What the appointment becomes by what its encounter shows, step by step along its status machine;
 * empty when it stays as it is. A consult whose patient sat with the referrer, without a device of
 * their own, is fulfilled as well. One whose link was lost is not, of itself: somebody has to say.
 */
export function followEncounter(
  status: AppointmentStatus,
  encounter: Pick<EncounterFacts, 'status' | 'stays'>,
): AppointmentStatus[] {
  const fulfilled =
    encounter.status === 'finished' && haveMet(encounter.stays) && !linkLostAt(encounter.stays);
  const arrived =
    haveMet(encounter.stays) || encounter.stays.some(({ role }) => role === 'patient');
  const steps: AppointmentStatus[] = [];
  if (status === 'booked' && arrived) steps.push('arrived');
  if ((status === 'arrived' || steps.length > 0) && fulfilled) steps.push('fulfilled');
  return steps;
}
