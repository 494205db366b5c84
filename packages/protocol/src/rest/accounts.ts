import { z } from 'zod';
import { idSchema, instantSchema } from '../primitives.ts';
import { roleSchema } from '../roles.ts';
import { emailSchema } from './patients.ts';

export const PASSWORD_MIN = 12;
export const passwordSchema = z.string().min(PASSWORD_MIN).max(256);

/** Somebody who works in the hospital, and whether they can sign in. */
export const accountSchema = z.object({
  personId: idSchema,
  name: z.string(),
  nativeName: z.string().optional(),
  role: roleSchema,
  /** Where the link goes, and what the account is signed in with. */
  email: z.string().optional(),
  state: z.enum(['none', 'invited', 'active']),
  /** Until when the link that was made last is good. */
  invitedUntil: instantSchema.optional(),
});
export type Account = z.infer<typeof accountSchema>;

/** A link to hand over, or mails to one person or to all who have an address and no account. */
export const newAccountInvitationSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('link'), personId: idSchema, email: emailSchema.optional() }),
  z.object({ by: z.literal('mail'), personId: idSchema.optional() }),
]);
export type NewAccountInvitation = z.infer<typeof newAccountInvitationSchema>;

export const accountInvitationSchema = z.object({
  /** Shown once: only its hash is kept. */
  link: z.string().optional(),
  /** How many mails are on their way. */
  mailed: z.number().int(),
  expiresAt: instantSchema,
});
export type AccountInvitation = z.infer<typeof accountInvitationSchema>;

export const accountTokenSchema = z.object({ token: z.string().min(1).max(100) });
export const openedAccountInvitationSchema = z.object({
  name: z.string(),
  email: z.string(),
  organizationName: z.string(),
});
export type OpenedAccountInvitation = z.infer<typeof openedAccountInvitationSchema>;

export const newAccountSchema = accountTokenSchema.extend({ password: passwordSchema });
export type NewAccount = z.infer<typeof newAccountSchema>;
