import type {
  AppointmentStatus,
  BoardProblem,
  ConsentStatus,
  Interpretation,
  Language,
  OfferState,
  Participant,
  ParticipantRole,
  ProblemKind,
  Verdict,
} from '@silkconsult/protocol';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long before the start each thing has to be settled. */
const INTERPRETER_BEFORE = 2 * HOUR;
const ACCEPTANCE_BEFORE = 12 * HOUR;
const CONSENT_BEFORE = 15 * MINUTE;
const ROOM_BEFORE = 2 * HOUR;
/** The first rehearsal is a day before, the second on the day itself, half an hour before. */
const REHEARSAL_FROM = 24 * HOUR;
const REHEARSAL_BEFORE = 30 * MINUTE;
const AGAIN_FROM = 45 * MINUTE;
const AGAIN_BEFORE = 15 * MINUTE;
/** A rehearsal this close to the start counts as the second one. */
const FRESH_WITHIN = 3 * HOUR;
/** Who is not there so long after the start will hardly come by themselves. */
const ABSENT_PATIENCE = 10 * MINUTE;
/** Nobody should sit in a waiting room longer than this, counted from the planned start. */
const WAITING_PATIENCE = 10 * MINUTE;
/** Within this, those who were cut off must have been called back, or told how it goes on. */
const LINK_PATIENCE = 15 * MINUTE;

export interface PersonFacts {
  actor: string;
  role: ParticipantRole;
  status: Participant['status'];
  languages: readonly Language[];
  presence: { where: 'lobby' | 'room' | 'left'; since: Date } | undefined;
  /** Has entered leave over the consult's time. */
  onLeave: boolean;
}

/** Everything about one consult that decides what is wrong with it. */
export interface ConsultFacts {
  status: AppointmentStatus;
  start: Date;
  end: Date;
  people: readonly PersonFacts[];
  interpretation: Interpretation | null;
  /** How the newest search for an interpreter stands. */
  search: OfferState | undefined;
  /** The newest word of each patient who was asked. */
  consents: ReadonlyMap<string, ConsentStatus>;
  /** The newest rehearsal of the hospital where the patient sits. */
  rehearsal: { verdict: Verdict; at: Date } | undefined;
  /** When the link of a consult that had hardly begun broke off, and nothing was decided since. */
  linkLost: Date | undefined;
}

interface Problem {
  kind: ProblemKind;
  severity: BoardProblem['severity'];
  from: Date;
  due: Date;
  actor?: string;
}

const before = (instant: Date, ms: number) => new Date(instant.getTime() - ms);
const later = (a: Date, b: Date) => (a > b ? a : b);
const ALWAYS = new Date(0);

/**
 * What is missing from a consult or goes wrong in it, the first to be due first. It does not ask
 * what time it is: each problem says from when on it counts and until when it has to be solved, so
 * that a screen that stands open all day turns red by its own clock, without asking again.
 *
 * Worked example: for 10:00, without an interpreter and with a patient who came to the lobby at
 * 09:50, there are `interpreter-missing` (due 08:00), `absent` of the specialist (from 10:00, due
 * 10:10) and `waiting` of the patient (from 10:00, due 10:10).
 */
export function problemsOf(consult: ConsultFacts): Problem[] {
  const { status } = consult;
  if (status === 'fulfilled' || status === 'cancelled' || status === 'noshow') return [];
  return [
    ...interpreterProblems(consult),
    ...answerProblems(consult),
    ...consentProblems(consult),
    ...roomProblems(consult),
    ...rehearsalProblems(consult),
    ...leaveProblems(consult),
    ...linkProblems(consult),
    ...presenceProblems(consult),
  ].toSorted((a, b) => a.due.getTime() - b.due.getTime() || a.kind.localeCompare(b.kind));
}

const playing = ({ people }: ConsultFacts, ...roles: ParticipantRole[]) =>
  people.filter((person) => roles.includes(person.role));

/** The other side: the patients, or the referrers where no patient takes part. */
function otherSide(consult: ConsultFacts): readonly PersonFacts[] {
  const patients = playing(consult, 'patient');
  return patients.length > 0 ? patients : playing(consult, 'referrer');
}

/** Whether somebody of the other side shares no language with the specialists. */
function needsInterpreter(consult: ConsultFacts): boolean {
  const specialists = playing(consult, 'specialist');
  const understood = specialists.flatMap(({ languages }) => languages);
  return otherSide(consult).some(
    ({ languages }) => !languages.some((language) => understood.includes(language)),
  );
}

function interpreterProblems(consult: ConsultFacts): Problem[] {
  if (!needsInterpreter(consult) || consult.interpretation === 'captions-only') return [];
  const severity = 'critical';
  const due = before(consult.start, INTERPRETER_BEFORE);
  const interpreters = playing(consult, 'interpreter');
  const willing = interpreters.filter(({ status }) => status !== 'declined');
  if (willing.length === 0) {
    if (consult.search === 'nobody')
      return [{ kind: 'interpreter-not-found', severity, from: ALWAYS, due }];
    const [lost] = interpreters;
    if (!lost) return [{ kind: 'interpreter-missing', severity, from: ALWAYS, due }];
    return [{ kind: 'interpreter-lost', severity, from: ALWAYS, due, actor: lost.actor }];
  }
  // Gone from a consult that goes on: others are in the room, every interpreter has left it.
  const isRunning = otherSide(consult).some(({ presence }) => presence?.where === 'room');
  const gone = willing.filter(({ presence }) => presence?.where === 'left');
  const [first] = gone;
  if (!isRunning || !first?.presence || gone.length < willing.length) return [];
  const { since } = first.presence;
  return [{ kind: 'interpreter-lost', severity, from: since, due: since, actor: first.actor }];
}

/** A patient's invitation is not an answer that anybody waits for. */
function answerProblems(consult: ConsultFacts): Problem[] {
  const due = before(consult.start, ACCEPTANCE_BEFORE);
  return playing(consult, 'specialist', 'referrer', 'interpreter', 'location').flatMap(
    ({ actor, role, status, presence }): Problem[] => {
      if (status === 'declined' && role !== 'interpreter')
        return [{ kind: 'declined', severity: 'critical', from: ALWAYS, due, actor }];
      const open = status === 'needs-action' || status === 'tentative';
      if (!open || presence) return [];
      return [{ kind: 'acceptance-missing', severity: 'warning', from: ALWAYS, due, actor }];
    },
  );
}

/** Leave cancels nothing: somebody has to move the consult, or find another. */
function leaveProblems(consult: ConsultFacts): Problem[] {
  const due = before(consult.start, ACCEPTANCE_BEFORE);
  return consult.people.flatMap(({ actor, status, onLeave, presence }): Problem[] =>
    onLeave && status !== 'declined' && !presence
      ? [{ kind: 'on-leave', severity: 'critical', from: ALWAYS, due, actor }]
      : [],
  );
}

/** It is for people to decide whether it goes on in writing or was enough. */
function linkProblems({ linkLost }: ConsultFacts): Problem[] {
  if (!linkLost) return [];
  const due = new Date(linkLost.getTime() + LINK_PATIENCE);
  return [{ kind: 'link-lost', severity: 'critical', from: linkLost, due }];
}

function consentProblems(consult: ConsultFacts): Problem[] {
  const due = before(consult.start, CONSENT_BEFORE);
  return playing(consult, 'patient').flatMap(({ actor }): Problem[] => {
    const consent = consult.consents.get(actor);
    if (consent === 'given') return [];
    if (consent === 'refused')
      return [{ kind: 'consent-refused', severity: 'critical', from: ALWAYS, due, actor }];
    return [{ kind: 'consent-missing', severity: 'warning', from: ALWAYS, due, actor }];
  });
}

function roomProblems(consult: ConsultFacts): Problem[] {
  if (playing(consult, 'location').length > 0) return [];
  const due = before(consult.start, ROOM_BEFORE);
  return [{ kind: 'room-missing', severity: 'warning', from: before(consult.start, DAY), due }];
}

/** Once somebody of the other side has been in the room, the link has proved itself. */
function rehearsalProblems(consult: ConsultFacts): Problem[] {
  const { start, rehearsal } = consult;
  const proved = playing(consult, 'patient', 'referrer').some(
    ({ presence }) => presence && presence.where !== 'lobby',
  );
  if (proved) return [];
  const due = before(start, REHEARSAL_BEFORE);
  if (rehearsal?.verdict === 'unusable')
    return [{ kind: 'rehearsal-failed', severity: 'critical', from: rehearsal.at, due }];
  if (!rehearsal)
    return [
      { kind: 'rehearsal-missing', severity: 'warning', from: before(start, REHEARSAL_FROM), due },
    ];
  if (rehearsal.at >= before(start, FRESH_WITHIN)) return [];
  const from = before(start, AGAIN_FROM);
  return [{ kind: 'rehearsal-again', severity: 'warning', from, due: before(start, AGAIN_BEFORE) }];
}

/** Who waits, and who should be there and is not. */
function presenceProblems(consult: ConsultFacts): Problem[] {
  const { start } = consult;
  const waiting = consult.people.flatMap(({ actor, presence }): Problem[] => {
    if (presence?.where !== 'lobby') return [];
    const from = later(start, presence.since);
    const due = new Date(from.getTime() + WAITING_PATIENCE);
    return [{ kind: 'waiting', severity: 'critical', from, due, actor }];
  });
  const absent = awaited(consult).map(({ actor }): Problem => {
    const due = new Date(start.getTime() + ABSENT_PATIENCE);
    return { kind: 'absent', severity: 'critical', from: start, due, actor };
  });
  return [...waiting, ...absent];
}

/** One specialist is enough to begin, and so is one of the other side; every interpreter is needed. */
function awaited(consult: ConsultFacts): PersonFacts[] {
  const partners = [...playing(consult, 'patient'), ...playing(consult, 'referrer')];
  const sides = [playing(consult, 'specialist'), partners];
  const missing = sides.flatMap((side) =>
    side.some(({ presence }) => presence) ? [] : side.slice(0, 1),
  );
  const interpreters = playing(consult, 'interpreter').filter(
    ({ status, presence }) => status !== 'declined' && !presence,
  );
  return [...missing, ...(needsInterpreter(consult) ? interpreters : [])];
}
