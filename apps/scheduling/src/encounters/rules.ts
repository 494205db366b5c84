import type {
  AppointmentStatus,
  Encounter,
  EncounterReport,
  ParticipantRole,
} from '@silkconsult/protocol';

/** One report as it is kept. */
export interface Fact {
  type: EncounterReport['type'];
  at: Date;
  personId: string | null;
  stayId: string | null;
  role: ParticipantRole | null;
}

export interface Stay {
  id: string;
  personId: string;
  role: ParticipantRole;
  joinedAt: Date;
  leftAt: Date | null;
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
  const stays: Stay[] = [];
  const waits: Wait[] = [];
  for (const { type, at, personId, stayId, role } of facts) {
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
          stays.push({ id: stayId, personId, role, joinedAt: at, leftAt: null });
        break;
      case 'participantLeft':
      case 'waitingFinished':
        if (stayId) leaving.set(stayId, latest(leaving.get(stayId) ?? null, at));
        break;
      case 'waitingStarted':
        if (personId && stayId && role)
          waits.push({ id: stayId, personId, role, since: at, until: null });
        break;
    }
  }
  for (const stay of stays) stay.leftAt = leaving.get(stay.id) ?? null;
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

/**
 * What the appointment becomes by what its encounter shows, step by step along its status machine;
 * empty when it stays as it is. A consult whose patient sat with the referrer, without a device of
 * their own, is fulfilled as well.
 */
export function followEncounter(
  status: AppointmentStatus,
  encounter: Pick<EncounterFacts, 'status' | 'stays'>,
): AppointmentStatus[] {
  const fulfilled = encounter.status === 'finished' && haveMet(encounter.stays);
  const arrived =
    haveMet(encounter.stays) || encounter.stays.some(({ role }) => role === 'patient');
  const steps: AppointmentStatus[] = [];
  if (status === 'booked' && arrived) steps.push('arrived');
  if ((status === 'arrived' || steps.length > 0) && fulfilled) steps.push('fulfilled');
  return steps;
}
