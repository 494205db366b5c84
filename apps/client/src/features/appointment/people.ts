import type { Appointment, Language, Me, Participant } from '@silkconsult/protocol';

/** Those who speak in the consult, oneself aside; rooms of a clinic are places, not people. */
export function othersOf(appointment: Appointment, me: Me | undefined): Participant[] {
  return peopleOf(appointment).filter((participant) => participant.actor !== me?.personId);
}

const ORDER: Participant['role'][] = [
  'specialist',
  'referrer',
  'patient',
  'interpreter',
  'observer',
];

/** Who comes: an interpreter who dropped out is not among them. */
export function peopleOf(appointment: Appointment): Participant[] {
  return appointment.participants
    .filter(({ role, status }) => role !== 'location' && status !== 'declined')
    .sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
}

export function patientOf(appointment: Appointment): Participant | undefined {
  return appointment.participants.find((participant) => participant.role === 'patient');
}

/** The time zones of the other side, each once, without the reader's own clocks. */
export function otherZones(appointment: Appointment, mine: readonly string[]): string[] {
  const zones = peopleOf(appointment).flatMap(({ timeZone }) => (timeZone ? [timeZone] : []));
  return [...new Set(zones)].filter((zone) => !mine.includes(zone));
}

/** A name as its reader can read it: as the person writes it where scripts agree, else in Latin letters. */
export function nameFor(
  person: { name: string; nativeName?: string; language?: Language },
  reader: Language,
): string {
  const reads =
    person.nativeName && scriptsRead(reader).some((is) => is.test(person.nativeName ?? ''));
  return reads && person.nativeName ? person.nativeName : person.name;
}

function scriptsRead(reader: Language): RegExp[] {
  if (reader === 'zh-CN') return [/^[\p{Script=Han}·\s]+$/u];
  if (reader === 'ug' || reader === 'ur') return [/^[\p{Script=Arabic}\s.]+$/u];
  if (reader === 'en' || reader === 'uz' || reader === 'tk')
    return [/^[\p{Script=Latin}\s.'’ʻ-]+$/u];
  return [/^[\p{Script=Cyrillic}\s.-]+$/u];
}

export type AdmissionState = 'early' | 'open' | 'over' | 'cancelled' | 'unconfirmed';

/**
 * Whether the room lets people in now, as scheduling decides it: a finished consult stays open while
 * its window is, for those whom a broken link put out too soon.
 */
export function admissionState(appointment: Appointment, now: Date): AdmissionState {
  const { status } = appointment;
  if (status === 'cancelled') return 'cancelled';
  if (status === 'proposed' || status === 'pending') return 'unconfirmed';
  if (now < new Date(appointment.admission.opensAt)) return 'early';
  return now < new Date(appointment.admission.closesAt) ? 'open' : 'over';
}

/** Still to take place, or taking place: not finished, not missed, not called off. */
export function isAhead(appointment: Appointment, now: Date): boolean {
  const { status, admission } = appointment;
  const done = status === 'fulfilled' || status === 'noshow' || status === 'cancelled';
  return !done && now < new Date(admission.closesAt);
}

/** Those who are in the room at this moment, as signalling reported it. */
export function inRoomNow(appointment: Appointment): string[] {
  const presence = appointment.encounter?.presence ?? [];
  return [...new Set(presence.filter(({ leftAt }) => !leftAt).map(({ personId }) => personId))];
}

/** Who may change the plan: those who treat, and those who coordinate. */
export function mayChange(me: Me | undefined): boolean {
  return me?.role === 'practitioner' || me?.role === 'coordinator' || me?.role === 'admin';
}
