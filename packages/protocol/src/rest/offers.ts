import { z } from 'zod';
import { dialectSchema, languageSchema } from '../languages.ts';
import { idSchema, instantSchema } from '../primitives.ts';
import { specialtySchema } from '../roles.ts';

/** `planned` looks for an interpreter in good time; `call` rings from inside a running room. */
export const offerKindSchema = z.enum(['planned', 'call']);
export type OfferKind = z.infer<typeof offerKindSchema>;

/**
 * Who is asked, one circle after the other: who is booked and not in the room; those on call now;
 * those of the hospitals that take part; everybody of the pair; the pair without the dialect; a relay
 * through Russian.
 */
export const CIRCLES = ['booked', 'on-call', 'preferred', 'pair', 'any-dialect', 'relay'] as const;
export const circleSchema = z.enum(CIRCLES);
export type Circle = z.infer<typeof circleSchema>;

/** `nobody`: all circles were asked in vain. `closed`: the consult is off, or it was taken back. */
export const offerStateSchema = z.enum(['open', 'accepted', 'nobody', 'closed']);
export type OfferState = z.infer<typeof offerStateSchema>;

/** What an offer is to one interpreter; `lost` means that somebody else was faster. */
export const recipientStateSchema = z.enum([
  'offered',
  'seen',
  'accepted',
  'declined',
  'expired',
  'lost',
]);
export type RecipientState = z.infer<typeof recipientStateSchema>;

/** The whole pair, or one half of a relay: to Russian (`first`), or from it (`second`). */
export const coversSchema = z.enum(['whole', 'first', 'second']);
export type Covers = z.infer<typeof coversSchema>;

/** The specialist's language and that of the patient's side. */
const languagesSchema = z.tuple([languageSchema, languageSchema]);

/** Without `languages`: those of the specialist and of the patient. */
export const newOfferSchema = z
  .object({ languages: languagesSchema.optional(), dialect: dialectSchema.optional() })
  .strict();
export type NewOffer = z.infer<typeof newOfferSchema>;

export const newCallSchema = z.object({ languages: languagesSchema.optional() }).strict();
export type NewCall = z.infer<typeof newCallSchema>;

/** An offer as those see it who look for the interpreter. */
export const interpreterOfferSchema = z.object({
  id: idSchema,
  appointmentId: idSchema,
  kind: offerKindSchema,
  state: offerStateSchema,
  languages: languagesSchema,
  dialect: dialectSchema.optional(),
  /** The circle asked last, and when the next one is. Absent: nobody could be asked. */
  circle: circleSchema.optional(),
  roundEndsAt: instantSchema.optional(),
  /** Which circle is asked then; absent when none is left. */
  nextCircle: circleSchema.optional(),
  asked: z.number().int(),
  seen: z.number().int(),
  declined: z.number().int(),
  interpreters: z.array(z.object({ actor: idSchema, name: z.string(), covers: coversSchema })),
  /** Everybody who was asked; for coordinators and administrators only. */
  recipients: z
    .array(
      z.object({
        actor: idSchema,
        name: z.string(),
        organizationName: z.string(),
        covers: coversSchema,
        state: recipientStateSchema,
      }),
    )
    .optional(),
  createdAt: instantSchema,
});
export type InterpreterOffer = z.infer<typeof interpreterOfferSchema>;

/** An offer as the interpreter sees it: of the patient, nothing is told before they accept. */
export const myOfferSchema = z.object({
  id: idSchema,
  appointmentId: idSchema,
  kind: offerKindSchema,
  offerState: offerStateSchema,
  state: recipientStateSchema,
  languages: languagesSchema,
  dialect: dialectSchema.optional(),
  covers: coversSchema,
  start: instantSchema,
  end: instantSchema,
  specialty: specialtySchema.optional(),
  /** The hospitals that take part, with the clock that each lives by. */
  organizations: z.array(z.object({ name: z.string(), timeZone: z.string() })),
  offeredAt: instantSchema,
});
export type MyOffer = z.infer<typeof myOfferSchema>;
