import { z } from 'zod';
import { languageSchema } from '../languages.ts';
import { idSchema, instantSchema } from '../primitives.ts';
import { participantRoleSchema, specialtySchema } from '../roles.ts';
import { appointmentStatusSchema, participationStatusSchema } from './appointments.ts';
import { rehearsalSchema } from './rehearsals.ts';

/** The patient's consent to the consult itself. */
export const consentStatusSchema = z.enum(['asked', 'given', 'refused']);
export type ConsentStatus = z.infer<typeof consentStatusSchema>;

export const newConsentSchema = z.object({ patient: idSchema, status: consentStatusSchema });
export type NewConsent = z.infer<typeof newConsentSchema>;

/** The newest word of a patient; a patient who was never asked has none. */
export const consentSchema = z.object({
  patient: idSchema,
  status: consentStatusSchema,
  /** Who wrote it down, and when. */
  recordedBy: z.string(),
  at: instantSchema,
});
export type Consent = z.infer<typeof consentSchema>;

/** What can stand between a consult and its success. */
export const PROBLEM_KINDS = [
  'interpreter-missing',
  'interpreter-lost',
  'interpreter-not-found',
  'declined',
  'acceptance-missing',
  'consent-missing',
  'consent-refused',
  'room-missing',
  'rehearsal-missing',
  'rehearsal-again',
  'rehearsal-failed',
  'on-leave',
  'link-lost',
  'absent',
  'waiting',
] as const;

export const problemKindSchema = z.enum(PROBLEM_KINDS);
export type ProblemKind = z.infer<typeof problemKindSchema>;

export const boardProblemSchema = z.object({
  kind: problemKindSchema,
  /** `critical`: the consult fails by it; `warning`: it suffers. */
  severity: z.enum(['critical', 'warning']),
  /** It counts from here on; before, it is only to be expected. */
  from: instantSchema,
  /** Until when it has to be solved. */
  due: instantSchema,
  /** Whom it is about. */
  actor: idSchema.optional(),
});
export type BoardProblem = z.infer<typeof boardProblemSchema>;

const whereSchema = z.enum(['lobby', 'room', 'left']);

export const boardPersonSchema = z.object({
  actor: idSchema,
  role: participantRoleSchema.exclude(['location']),
  status: participationStatusSchema,
  name: z.string(),
  nativeName: z.string().optional(),
  language: languageSchema.optional(),
  organizationName: z.string(),
  /** Where the person is, and since when; absent for who has not come yet. */
  presence: z.object({ where: whereSchema, since: instantSchema }).optional(),
});
export type BoardPerson = z.infer<typeof boardPersonSchema>;

/** One consult as the day board shows it. What the patient suffers from is not on it. */
export const boardRowSchema = z.object({
  appointmentId: idSchema,
  status: appointmentStatusSchema,
  start: instantSchema,
  end: instantSchema,
  specialty: specialtySchema.optional(),
  /** The hospital where the patient sits. */
  hospital: z.object({ id: idSchema, name: z.string(), timeZone: z.string() }),
  people: z.array(boardPersonSchema),
  rooms: z.array(z.string()),
  consents: z.array(consentSchema),
  /** The newest of each organisation. */
  rehearsals: z.array(rehearsalSchema),
  /** What is missing or goes wrong, the first to be due first. */
  problems: z.array(boardProblemSchema),
  demo: z.boolean(),
});
export type BoardRow = z.infer<typeof boardRowSchema>;

export const boardQuerySchema = z.object({ from: instantSchema, to: instantSchema });

export const boardSchema = z.object({ items: z.array(boardRowSchema) });
export type Board = z.infer<typeof boardSchema>;
