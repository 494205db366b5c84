import type { Language, ParticipantRole } from '@silkconsult/protocol';

export interface Speaker {
  role: ParticipantRole;
  languages: readonly Language[];
}

/**
 * The languages to be bridged: the specialist's and the patient's, or the referrer's when no patient
 * takes part. Undefined when both have one in common.
 */
export function languagesOf(speakers: readonly Speaker[]): [Language, Language] | undefined {
  const of = (role: ParticipantRole) => speakers.find((one) => one.role === role)?.languages ?? [];
  const specialist = of('specialist');
  const patient = of('patient');
  const other = patient.length > 0 ? patient : of('referrer');
  const [from, to] = [specialist[0], other[0]];
  if (!from || !to || other.some((language) => specialist.includes(language))) return undefined;
  return [from, to];
}

/** Whether a relay can do without one of its halves, because that side speaks Russian itself. */
export function speakRussian(speakers: readonly Speaker[]) {
  const russian = ({ languages }: Speaker) => languages.includes('ru');
  const specialists = speakers.filter(({ role }) => role === 'specialist');
  return {
    specialists: specialists.length > 0 && specialists.every(russian),
    others: speakers.some((one) => ['referrer', 'patient'].includes(one.role) && russian(one)),
  };
}
