import { z } from 'zod';

/** What a person is to the platform. One account, one role. */
export const ROLES = [
  'practitioner',
  'patient',
  'interpreter',
  'coordinator',
  'observer',
  'admin',
] as const;
export const roleSchema = z.enum(ROLES).meta({ id: 'Role' });
export type Role = z.infer<typeof roleSchema>;

/**
 * Whoever or whatever acts: people, the rooms that take part in appointments (`location`), and the
 * programs of hospitals that work through the FHIR interface (`system`).
 */
export type ActorRole = Role | 'location' | 'system';

/** A practitioner is the specialist in Urumqi or the referrer in the partner hospital. */
export const practitionerKindSchema = z.enum(['specialist', 'referrer']);
export type PractitionerKind = z.infer<typeof practitionerKindSchema>;

/** The part that an actor plays in one appointment. */
export const PARTICIPANT_ROLES = [
  'specialist',
  'referrer',
  'patient',
  'interpreter',
  'observer',
  'location',
] as const;
export const participantRoleSchema = z.enum(PARTICIPANT_ROLES).meta({ id: 'ParticipantRole' });
export type ParticipantRole = z.infer<typeof participantRoleSchema>;

/** What a peer produces; kept in mediasoup's `appData`. */
export const SOURCES = [
  'camera',
  'microphone',
  'screen',
  'document-camera',
  'interpretation',
] as const;
export const sourceSchema = z.enum(SOURCES).meta({ id: 'Source' });
export type Source = z.infer<typeof sourceSchema>;

/** Everything that a join token can allow in a room. What it does not list is denied. */
export const ROOM_PERMISSIONS = [
  'enter', // without waiting in the lobby
  'admit', // let those in the lobby in, or deny them
  'consume',
  'produce:camera',
  'produce:microphone',
  'produce:screen',
  'produce:document-camera',
  'produce:interpretation',
  'chat',
  'caption', // type a caption line
  'correctCaption',
  'confirmCaption', // tick off what was read back, mark a line as disputed
  'removePeer',
  'endRoom',
  'echo', // hear and see oneself, in a room for a rehearsal
] as const;
export const roomPermissionSchema = z.enum(ROOM_PERMISSIONS).meta({ id: 'RoomPermission' });
export type RoomPermission = z.infer<typeof roomPermissionSchema>;

const SPEAKING: RoomPermission[] = [
  'consume',
  'produce:camera',
  'produce:microphone',
  'chat',
  'caption',
];
const HOSTING: RoomPermission[] = [
  'enter',
  'admit',
  ...SPEAKING,
  'produce:screen',
  'produce:document-camera',
  'confirmCaption',
  'removePeer',
  'endRoom',
];

/**
 * What each part in an appointment may do in its room. Patients and observers wait in the lobby;
 * a practitioner and the interpreter wait for nobody.
 */
export const PERMISSIONS_OF: Record<Exclude<ParticipantRole, 'location'>, RoomPermission[]> = {
  specialist: HOSTING,
  referrer: HOSTING,
  interpreter: ['enter', ...SPEAKING, 'produce:interpretation', 'correctCaption', 'confirmCaption'],
  patient: SPEAKING,
  observer: ['consume'],
};

/**
 * In the room of a rehearsal: private, with nobody else in it, and nothing of it is reported or
 * recognised.
 */
export const REHEARSAL_PERMISSIONS: RoomPermission[] = [
  'enter',
  'consume',
  'produce:camera',
  'produce:microphone',
  'echo',
];

export const SPECIALTIES = [
  'cardiology',
  'dermatology',
  'endocrinology',
  'hepatobiliary-surgery',
  'infectious-diseases',
  'nephrology',
  'neurology',
  'neurosurgery',
  'obstetrics-gynaecology',
  'oncology',
  'ophthalmology',
  'orthopaedics',
  'paediatrics',
  'pulmonology-tuberculosis',
  'transplant-surgery',
  'traditional-medicine',
] as const;
export const specialtySchema = z.enum(SPECIALTIES).meta({ id: 'Specialty' });
export type Specialty = z.infer<typeof specialtySchema>;
