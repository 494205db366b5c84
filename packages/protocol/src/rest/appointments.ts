import { z } from 'zod';
import { languageSchema } from '../languages.ts';
import { idSchema, instantSchema, pageQuerySchema, typedText } from '../primitives.ts';
import { participantRoleSchema, specialtySchema } from '../roles.ts';

/** FHIR R4 Appointment.status. */
export const appointmentStatusSchema = z.enum([
  'proposed',
  'pending',
  'booked',
  'arrived',
  'fulfilled',
  'cancelled',
  'noshow',
]);
export type AppointmentStatus = z.infer<typeof appointmentStatusSchema>;

export const participationStatusSchema = z.enum([
  'accepted',
  'declined',
  'tentative',
  'needs-action',
]);
export type ParticipationStatus = z.infer<typeof participationStatusSchema>;

/**
 * How two languages are bridged: not at all, by one interpreter of the pair, by a relay through
 * Russian, or by captions alone, which the specialist agrees to.
 */
export const interpretationSchema = z
  .enum(['none', 'direct', 'relay', 'captions-only'])
  .meta({ id: 'Interpretation' });
export type Interpretation = z.infer<typeof interpretationSchema>;

/** Follow-ups at the same time of day in the organiser's zone; `count` includes the first. */
export const repeatSchema = z.object({
  every: z.enum(['day', 'week', 'month']),
  count: z.number().int().min(2).max(26),
});
export type Repeat = z.infer<typeof repeatSchema>;

export const newAppointmentSchema = z.object({
  start: instantSchema,
  end: instantSchema,
  reason: typedText(500),
  specialty: specialtySchema.optional(),
  /** The accepted request that this consult answers. */
  serviceRequestId: idSchema.optional(),
  /** The written case whose failed consult this one makes up for. */
  rebooks: idSchema.optional(),
  participants: z
    .array(z.object({ actor: idSchema, role: participantRoleSchema }))
    .min(2)
    .max(30),
  interpretation: interpretationSchema.optional(),
  /** All of the series is booked, or nothing. */
  repeat: repeatSchema.optional(),
  /** Coordinators book outside of hours, buffers and maxima; everybody else in their own time. */
  evenIfUnavailable: z.boolean().optional(),
  /**
   * Made up by the sender for this booking. When the answer is lost, the same booking with the same
   * key answers with what it has booked, and books nothing twice.
   */
  key: z.uuid().optional(),
});
export type NewAppointment = z.infer<typeof newAppointmentSchema>;

/** `version` is the one that the change was made on: a newer one answers 409 with both. */
export const appointmentChangeSchema = z
  .object({
    version: z.number().int().min(1),
    start: instantSchema.optional(),
    end: instantSchema.optional(),
    status: appointmentStatusSchema.optional(),
    cancellationReason: typedText(500).optional(),
    reason: typedText(500).optional(),
    evenIfUnavailable: z.boolean().optional(),
  })
  .strict();
export type AppointmentChange = z.infer<typeof appointmentChangeSchema>;

export const participantSchema = z.object({
  actor: idSchema,
  role: participantRoleSchema,
  status: participationStatusSchema,
  name: z.string(),
  nativeName: z.string().optional(),
  organizationId: idSchema.optional(),
  organizationName: z.string().optional(),
  language: languageSchema.optional(),
  timeZone: z.string().optional(),
});
export type Participant = z.infer<typeof participantSchema>;

/** One stay of one person in the room, as signalling reported it. */
export const presenceSchema = z.object({
  personId: idSchema,
  name: z.string(),
  role: participantRoleSchema,
  joinedAt: instantSchema,
  leftAt: instantSchema.optional(),
});
export type Presence = z.infer<typeof presenceSchema>;

export const encounterSchema = z.object({
  id: idSchema,
  status: z.enum(['planned', 'arrived', 'in-progress', 'finished', 'cancelled']),
  startedAt: instantSchema.optional(),
  finishedAt: instantSchema.optional(),
  presence: z.array(presenceSchema),
});
export type Encounter = z.infer<typeof encounterSchema>;

export const appointmentSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  status: appointmentStatusSchema,
  start: instantSchema,
  end: instantSchema,
  /** The zone that the organiser thought in when choosing the time, and the tz data used. */
  organizerTimeZone: z.string(),
  tzdataVersion: z.string(),
  reason: z.string(),
  specialty: specialtySchema.optional(),
  serviceRequestId: idSchema.optional(),
  cancellationReason: z.string().optional(),
  participants: z.array(participantSchema),
  interpretation: interpretationSchema.optional(),
  /** An interpreter has dropped out and nobody has taken over; the consult stays booked. */
  interpreterMissing: z.boolean(),
  seriesId: idSchema.optional(),
  /** When `POST …/admission` lets participants in. */
  admission: z.object({ opensAt: instantSchema, closesAt: instantSchema }),
  encounter: encounterSchema.optional(),
  demo: z.boolean(),
});
export type Appointment = z.infer<typeof appointmentSchema>;

export const appointmentQuerySchema = pageQuerySchema.extend({
  from: instantSchema,
  to: instantSchema,
  status: appointmentStatusSchema.optional(),
});

/** Parameters of `actor_busy`: who is held, and when. */
export const actorBusyParamsSchema = z.object({
  actor: idSchema,
  name: z.string(),
  start: instantSchema,
  end: instantSchema,
});
