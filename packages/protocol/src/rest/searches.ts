import { z } from 'zod';
import { languageSchema } from '../languages.ts';
import { idSchema, instantSchema } from '../primitives.ts';
import { participantRoleSchema, specialtySchema } from '../roles.ts';
import { interpretationSchema } from './appointments.ts';
import { preferredWindowSchema } from './serviceRequests.ts';

/** A search looks at most so far. */
export const LONGEST_SEARCH_DAYS = 60;

/**
 * Who is to meet. Of specialists either all of some named ones, or any one of a specialty; of rooms
 * either one, or any of a partner organisation.
 */
export const appointmentSearchSchema = z
  .object({
    specialists: z.array(idSchema).min(1).max(6).optional(),
    anySpecialist: z
      .object({ specialty: specialtySchema, organization: idSchema.optional() })
      .optional(),
    referrer: idSchema.optional(),
    patient: idSchema.optional(),
    location: idSchema.optional(),
    anyLocationOf: idSchema.optional(),
    /** The specialist's language and the patient's. Absent: nobody interprets. */
    languagePair: z.tuple([languageSchema, languageSchema]).optional(),
    /** The interpreter to take when free; else another one of the pair. */
    interpreter: idSchema.optional(),
    durationMinutes: z.number().int().min(10).max(480),
    from: instantSchema,
    to: instantSchema,
    urgency: z.enum(['routine', 'urgent', 'asap', 'stat']).default('routine'),
    /** When it would suit those who asked: other times weigh more. */
    preferredWindows: z.array(preferredWindowSchema).max(10).optional(),
    /** Since when the patient waits: who has waited long waits less for a better time. */
    waitingSince: instantSchema.optional(),
    limit: z.number().int().min(1).max(10).default(10),
  })
  .strict()
  .refine((search) => Boolean(search.specialists) !== Boolean(search.anySpecialist), {
    path: ['specialists'],
    error: 'either specialists or anySpecialist',
  })
  .refine((search) => !(search.location && search.anyLocationOf), {
    path: ['location'],
    error: 'either location or anyLocationOf',
  });
export type AppointmentSearch = z.infer<typeof appointmentSearchSchema>;

const person = z.object({ actor: idSchema, name: z.string(), timeZone: z.string() });

/** A time at which everybody can be there, with everything that `POST /api/appointments` needs. */
export const searchOptionSchema = z.object({
  start: instantSchema,
  end: instantSchema,
  participants: z.array(person.extend({ role: participantRoleSchema })),
  interpretation: interpretationSchema,
  /** Captions alone are agreed to by the specialist: the booking is pending until then. */
  needsAgreement: z.boolean(),
  /** What speaks against it, in hours of waiting that it weighs; the least comes first. */
  cost: z.object({
    wait: z.number(),
    uncivilHours: z.number(),
    load: z.number(),
    interpretation: z.number(),
    /** For a time that nobody asked for, when some were. */
    unasked: z.number(),
    total: z.number(),
  }),
});
export type SearchOption = z.infer<typeof searchOptionSchema>;

const who = { actor: idSchema, name: z.string(), role: participantRoleSchema };

/** Why there is no time, or none that is good; the client has a sentence for each code. */
export const searchExplanationSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('nobody-of-specialty'), specialty: specialtySchema }),
  z.object({ code: z.literal('no-interpreter-of-pair'), from: languageSchema, to: languageSchema }),
  z.object({ code: z.literal('no-room') }),
  /** `only`: there is nobody else who could do this part. */
  z.object({ code: z.literal('on-leave'), ...who, only: z.boolean(), until: instantSchema }),
  z.object({ code: z.literal('fully-booked'), ...who, only: z.boolean() }),
  z.object({ code: z.literal('no-hours'), ...who, only: z.boolean() }),
  z.object({
    code: z.literal('all-unavailable'),
    role: participantRoleSchema,
    count: z.number().int(),
    /** The first moment at which one of them could; absent when none does in the window. */
    freeFrom: instantSchema.optional(),
  }),
  /** Each has time, but these two never at once. */
  z.object({ code: z.literal('never-together'), first: z.string(), second: z.string() }),
]);
export type SearchExplanation = z.infer<typeof searchExplanationSchema>;

export const searchResultSchema = z.object({
  options: z.array(searchOptionSchema),
  explanations: z.array(searchExplanationSchema),
});
export type SearchResult = z.infer<typeof searchResultSchema>;
