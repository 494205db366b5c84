import { z } from 'zod';
import { idSchema, instantSchema } from '../primitives.ts';
import { appointmentSchema } from './appointments.ts';
import { sessionSchema } from './sessions.ts';

export const newInvitationSchema = z.object({
  /** The participant whom the link is for: a patient of the appointment. */
  actor: idSchema,
});

/** The link holds its secret in the fragment, which browsers never send and servers never log. */
export const invitationSchema = z.object({
  id: idSchema,
  appointmentId: idSchema,
  actor: idSchema,
  expiresAt: instantSchema,
  revokedAt: instantSchema.optional(),
  openedAt: instantSchema.optional(),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** Only the answer that creates an invitation carries its link; the server keeps a hash. */
export const createdInvitationSchema = invitationSchema.extend({ link: z.url() });
export type CreatedInvitation = z.infer<typeof createdInvitationSchema>;

export const openInvitationSchema = z.object({ token: z.string().min(20).max(200) });

export const openedInvitationSchema = sessionSchema.extend({ appointment: appointmentSchema });
export type OpenedInvitation = z.infer<typeof openedInvitationSchema>;
