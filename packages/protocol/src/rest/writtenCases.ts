import { z } from 'zod';
import { languageSchema } from '../languages.ts';
import { idSchema, instantSchema, typedText } from '../primitives.ts';
import { participantRoleSchema, specialtySchema } from '../roles.ts';

/**
 * Why a consult goes on in writing: somebody never came, they were never in the room together, or
 * somebody decided it.
 */
export const caseCauseSchema = z.enum(['noshow', 'dead-link', 'by-hand']);
export type CaseCause = z.infer<typeof caseCauseSchema>;

/** `open` waits for the specialist; `answered` for nobody; `rebooked` has a consult again. */
export const caseStatusSchema = z.enum(['open', 'answered', 'rebooked']);
export type CaseStatus = z.infer<typeof caseStatusSchema>;

export const caseMessageSchema = z.object({
  id: idSchema,
  kind: z.enum(['answer', 'note']),
  author: z.string(),
  text: z.string(),
  at: instantSchema,
});
export type CaseMessage = z.infer<typeof caseMessageSchema>;

/** A consult that failed, dealt with in writing; with the data of the consult and its request. */
export const writtenCaseSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  cause: caseCauseSchema,
  status: caseStatusSchema,
  openedAt: instantSchema,
  /** Who decided it, and why; of `by-hand` only. */
  opened: z.object({ by: z.string(), reason: z.string() }).optional(),
  /** The consult that failed, and the one that was booked in its stead. */
  appointmentId: idSchema,
  nextAppointmentId: idSchema.optional(),
  serviceRequestId: idSchema.optional(),
  specialty: specialtySchema.optional(),
  question: z.string(),
  summary: z.string().optional(),
  start: instantSchema,
  end: instantSchema,
  participants: z.array(
    z.object({
      actor: idSchema,
      role: participantRoleSchema,
      name: z.string(),
      organizationId: idSchema,
      languages: z.array(languageSchema),
    }),
  ),
  messages: z.array(caseMessageSchema),
  demo: z.boolean(),
});
export type WrittenCase = z.infer<typeof writtenCaseSchema>;

/** `version` is the consult's. */
export const newCaseSchema = z.object({ version: z.number().int().min(1), reason: typedText(500) });
export type NewCase = z.infer<typeof newCaseSchema>;

export const newCaseMessageSchema = z.object({
  version: z.number().int().min(1),
  text: typedText(8000),
});
export type NewCaseMessage = z.infer<typeof newCaseMessageSchema>;
