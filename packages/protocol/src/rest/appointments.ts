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

export const newAppointmentSchema = z.object({
  start: instantSchema,
  end: instantSchema,
  reason: typedText(500),
  specialty: specialtySchema.optional(),
  participants: z
    .array(z.object({ actor: idSchema, role: participantRoleSchema }))
    .min(2)
    .max(30),
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
  cancellationReason: z.string().optional(),
  participants: z.array(participantSchema),
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
