import type {
  CodeableConcept,
  Coding,
  ExtractResource,
  Location,
  Patient,
  Practitioner,
  Reference,
  ResourceType,
} from '@medplum/fhirtypes';
import type { ParticipantRole, Specialty } from '@silkconsult/protocol';

/** Codes of our own: specialties, and what a practitioner is in the network. */
const OWN_SPECIALTIES = 'urn:silkconsult:specialty';
export const OWN_ROLES = 'urn:silkconsult:role';
export const OWN_ERRORS = 'urn:silkconsult:error';
/** Elements of our own, for what FHIR has no place. */
export const extensionUrl = (name: string) => `urn:silkconsult:extension:${name}`;

const SNOMED = 'http://snomed.info/sct';
const PARTICIPATION = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';
const PARTICIPANT_TYPE = 'http://terminology.hl7.org/CodeSystem/participant-type';
export const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

/** The closest of FHIR's practice settings, where there is one that says the same. */
const SNOMED_OF: Partial<Record<Specialty, string>> = {
  cardiology: '394579002',
  dermatology: '394582007',
  endocrinology: '394583002',
  'hepatobiliary-surgery': '408474001',
  'infectious-diseases': '394807007',
  nephrology: '394589003',
  neurology: '394591006',
  neurosurgery: '394610002',
  'obstetrics-gynaecology': '394585009',
  oncology: '394593009',
  ophthalmology: '394594003',
  orthopaedics: '394801008',
  'pulmonology-tuberculosis': '418112009',
  'transplant-surgery': '408477008',
};

export function specialtyConcept(specialty: Specialty): CodeableConcept {
  const snomed = SNOMED_OF[specialty];
  return {
    coding: [
      { system: OWN_SPECIALTIES, code: specialty },
      ...(snomed ? [{ system: SNOMED, code: snomed }] : []),
    ],
  };
}

/** The specialties that a code means, by our own code system or by SNOMED's. */
export function specialtiesOf({ system, code }: Coding): string[] {
  const own = Object.entries(SNOMED_OF).filter(([, snomed]) => snomed === code);
  if (system === SNOMED) return own.map(([specialty]) => specialty);
  if (system === OWN_SPECIALTIES) return code ? [code] : [];
  return [...own.map(([specialty]) => specialty), code ?? ''];
}

const participation = (code: string): Coding => ({ system: PARTICIPATION, code });

/** What each does in a consult. Patients and rooms are told by their type alone. */
const PARTICIPANT_CODING: Record<Exclude<ParticipantRole, 'patient' | 'location'>, Coding> = {
  specialist: participation('CON'),
  referrer: participation('REF'),
  observer: participation('PART'),
  interpreter: { system: PARTICIPANT_TYPE, code: 'translator' },
};

export function participantType(role: ParticipantRole): CodeableConcept[] | undefined {
  if (role === 'patient' || role === 'location') return undefined;
  return [{ coding: [PARTICIPANT_CODING[role]] }];
}

/** The part that a participant of a resource plays; undefined when its type says nothing to us. */
export function roleOfParticipant(
  actorType: string,
  types: readonly CodeableConcept[],
): ParticipantRole | undefined {
  if (actorType === 'Patient') return 'patient';
  if (actorType === 'Location') return 'location';
  const codings = types.flatMap((type) => type.coding ?? []);
  for (const [role, coding] of Object.entries(PARTICIPANT_CODING))
    if (codings.some(({ system, code }) => system === coding.system && code === coding.code))
      return role as ParticipantRole;
  return undefined;
}

/** `Patient/<id>`, and so on. */
export const reference = <T extends ResourceType>(type: T, id: string, display?: string) =>
  ({ reference: `${type}/${id}`, type, display }) as Reference<ExtractResource<T>>;

/** The resource that stands for an actor. */
export function actorReference(
  id: string,
  role: ParticipantRole,
  name?: string,
): Reference<Patient | Location | Practitioner> {
  if (role === 'patient') return reference('Patient', id, name);
  return role === 'location'
    ? reference('Location', id, name)
    : reference('Practitioner', id, name);
}
