import { z } from 'zod';
import { languageSchema } from '../languages.ts';
import { idSchema, instantSchema, pageQuerySchema, typedText } from '../primitives.ts';
import { specialtySchema } from '../roles.ts';
import { urgencySchema } from './agreements.ts';

/** FHIR R4 ServiceRequest.status. */
export const requestStatusSchema = z.enum(['draft', 'active', 'completed', 'revoked']);
export type RequestStatus = z.infer<typeof requestStatusSchema>;

/** Where a request stands on its way; finer than the status. */
export const REQUEST_STAGES = [
  'draft',
  'triage',
  'needs-information',
  'accepted',
  'booked',
  'declined',
  'closed',
] as const;
export const requestStageSchema = z.enum(REQUEST_STAGES).meta({ id: 'RequestStage' });
export type RequestStage = z.infer<typeof requestStageSchema>;

export const preferredWindowSchema = z
  .object({ start: instantSchema, end: instantSchema })
  .refine(({ start, end }) => Date.parse(end) > Date.parse(start), {
    path: ['end'],
    error: 'end_before_start',
  });

/** What is being typed: everything may still be missing, and nothing is trimmed under the fingers. */
const draftFields = {
  patientId: idSchema.nullable(),
  specialty: specialtySchema.nullable(),
  /** The organisation in Urumqi that is asked; null: whichever an agreement allows. */
  performerId: idSchema.nullable(),
  urgency: urgencySchema,
  question: z.string().max(1000),
  summary: z.string().max(8000),
  patientLanguage: languageSchema.nullable(),
  doctorLanguage: languageSchema.nullable(),
  preferredWindows: z.array(preferredWindowSchema).max(10),
  contact: z.string().max(200),
};
export const draftSchema = z.object(draftFields).partial();
export type Draft = z.infer<typeof draftSchema>;

export const draftChangeSchema = draftSchema.extend({ version: z.number().int().min(1) });
export type DraftChange = z.infer<typeof draftChangeSchema>;

const version = z.number().int().min(1);
const note = typedText(2000);

export const REQUEST_ACTIONS = [
  'submit',
  'revoke',
  'answer',
  'take',
  'ask',
  'accept',
  'assign',
  'redirect',
  'decline',
  'close',
] as const;
export type RequestActionName = (typeof REQUEST_ACTIONS)[number];

/** Everything that can be done with a request once it is written: one member for each action. */
export const requestActionSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('submit'), version }),
  z.object({ action: z.literal('revoke'), version }),
  z.object({ action: z.literal('answer'), version, text: note }),
  z.object({ action: z.literal('take'), version }),
  z.object({ action: z.literal('ask'), version, text: note }),
  z.object({
    action: z.literal('accept'),
    version,
    specialists: z.array(idSchema).max(12),
  }),
  z.object({
    action: z.literal('assign'),
    version,
    specialists: z.array(idSchema).min(1).max(12),
  }),
  z.object({
    action: z.literal('redirect'),
    version,
    specialty: specialtySchema,
    performerId: idSchema.optional(),
    text: note.optional(),
  }),
  z.object({ action: z.literal('decline'), version, text: note }),
  z.object({ action: z.literal('close'), version }),
]);
export type RequestAction = z.infer<typeof requestActionSchema>;

const personSchema = z.object({
  id: idSchema,
  name: z.string(),
  nativeName: z.string().optional(),
});

export const threadMessageSchema = z.object({
  id: idSchema,
  kind: z.enum(['question', 'answer', 'redirect', 'decline']),
  author: personSchema.extend({ organizationName: z.string() }),
  text: z.string(),
  at: instantSchema,
});
export type ThreadMessage = z.infer<typeof threadMessageSchema>;

/** A call for somebody at once, because of a stat request. */
export const requestPageSchema = z.object({
  person: personSchema,
  level: z.number().int().min(1).max(3),
  pagedAt: instantSchema,
  answeredAt: instantSchema.optional(),
});

const organizationSchema = z.object({ id: idSchema, name: z.string(), timeZone: z.string() });

export const serviceRequestSchema = z.object({
  id: idSchema,
  version,
  status: requestStatusSchema,
  stage: requestStageSchema,
  ...draftFields,
  patient: personSchema
    .extend({ chineseName: z.string().optional(), birthYear: z.number().int().optional() })
    .optional(),
  requester: personSchema,
  requestingOrganization: organizationSchema,
  performer: organizationSchema.optional(),
  agreementId: idSchema.optional(),
  authoredAt: instantSchema.optional(),
  createdAt: instantSchema,
  /** Whose move it is, and until when. */
  waitingFor: z
    .object({
      side: z.enum(['asking', 'triage']),
      person: personSchema.optional(),
      organizationName: z.string(),
    })
    .optional(),
  respondBy: instantSchema.optional(),
  specialists: z.array(personSchema),
  messages: z.array(threadMessageSchema),
  pages: z.array(requestPageSchema),
  declineReason: z.string().optional(),
  appointmentId: idSchema.optional(),
  /** When the consult that was booked for it is. */
  consultAt: z.object({ start: instantSchema, end: instantSchema }).optional(),
  /** What the viewer may do with it now. */
  actions: z.array(z.enum(REQUEST_ACTIONS)),
  demo: z.boolean(),
});
export type ServiceRequest = z.infer<typeof serviceRequestSchema>;

export const serviceRequestQuerySchema = pageQuerySchema.extend({
  /** `open`: whatever still waits for somebody, the most pressing first; `past`: the rest. */
  show: z.enum(['open', 'past']).default('open'),
});

/** A page as it rings on the screen of who is called. */
export const myPageSchema = z.object({
  id: idSchema,
  serviceRequestId: idSchema,
  specialty: specialtySchema,
  organizationName: z.string(),
  level: z.number().int(),
  pagedAt: instantSchema,
});
export type MyPage = z.infer<typeof myPageSchema>;
export const myPagesSchema = z.object({ items: z.array(myPageSchema) });
