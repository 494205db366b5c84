import { z } from 'zod';
import { languageSchema } from '../languages.ts';
import { idSchema } from '../primitives.ts';
import { practitionerKindSchema, roleSchema } from '../roles.ts';

export const signInSchema = z.object({
  /** As people type it: phones add a space and a capital. */
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  password: z.string().min(1).max(256),
});
export type SignIn = z.infer<typeof signInSchema>;

/** Who is signed in, as the client needs it on every screen. */
export const meSchema = z.object({
  personId: idSchema,
  role: roleSchema,
  kind: practitionerKindSchema.optional(),
  name: z.string(),
  organizationId: idSchema,
  organizationName: z.string(),
  organizationKind: z.enum(['urumqi', 'partner']),
  language: languageSchema,
  timeZone: z.string(),
  /** The clock shown beside the first one: Xinjiang time for the hospitals of Urumqi. */
  secondTimeZone: z.string().optional(),
  /** Set for a patient's session: the only appointment it opens. */
  appointmentId: idSchema.optional(),
});
export type Me = z.infer<typeof meSchema>;

export const sessionSchema = z.object({
  accessToken: z.string(),
  /** Seconds until the access token expires; the refresh cookie gives the next one. */
  expiresIn: z.number().int(),
  me: meSchema,
});
export type Session = z.infer<typeof sessionSchema>;

/** Claims of the access token (`aud` = `silkconsult-api`). */
export const accessClaimsSchema = z.object({
  sub: idSchema,
  sid: idSchema,
  role: roleSchema,
  kind: practitionerKindSchema.optional(),
  org: idSchema,
  /** A patient's session is good for this appointment alone. */
  appointment: idSchema.optional(),
});
export type AccessClaims = z.infer<typeof accessClaimsSchema>;
