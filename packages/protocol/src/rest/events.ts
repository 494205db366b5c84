import { z } from 'zod';
import { idSchema, instantSchema } from '../primitives.ts';

/**
 * What the live stream (`GET /api/events`, server-sent events) tells. The event's SSE `id` is its
 * cursor: a client that reconnects sends it as `Last-Event-ID` and misses nothing. Events carry
 * identifiers only; the client reads the changed thing through the API, so that no stream can show
 * more than its reader may see.
 */
export const liveEventSchema = z.object({
  cursor: z.string(),
  type: z.enum([
    'appointmentBooked',
    'appointmentRescheduled',
    'appointmentCancelled',
    'appointmentStatusChanged',
    'appointmentReminded',
    'invitationOpened',
    'invitationRevoked',
    'encounterChanged',
    'interpreterOfferChanged',
    'serviceRequestChanged',
    'consentChanged',
    'transcriptChanged',
    'outsideEnginesChanged',
    'rehearsalHeld',
    'writtenCaseChanged',
    'availabilityChanged',
    'directoryChanged',
  ]),
  /** What changed: exactly one of the four is set. */
  appointmentId: idSchema.optional(),
  serviceRequestId: idSchema.optional(),
  /** Whose hours, leave, limits or shifts on call. */
  actorId: idSchema.optional(),
  /** The hospital whose people, rooms or hours were brought in. */
  organizationId: idSchema.optional(),
  at: instantSchema,
});
export type LiveEvent = z.infer<typeof liveEventSchema>;
