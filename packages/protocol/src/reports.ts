import { z } from 'zod';
import { captionSegmentSchema } from './captions.ts';
import { idSchema, instantSchema } from './primitives.ts';
import { participantRoleSchema } from './roles.ts';

const fact = {
  /** Makes the report idempotent: scheduling applies each id once. */
  reportId: idSchema,
  encounterId: idSchema,
  roomId: idSchema,
  at: instantSchema,
};

/** Why somebody's stay in the room ended; `lost`: the link broke off and did not come back. */
export const leaveReasonSchema = z.enum(['left', 'lost', 'removed', 'ended', 'replaced']);
export type LeaveReason = z.infer<typeof leaveReasonSchema>;

/** Facts of an encounter, told by signalling to scheduling in the order in which they happened. */
export const encounterReportSchema = z.discriminatedUnion('type', [
  z.object({ ...fact, type: z.literal('encounterStarted') }),
  z.object({
    ...fact,
    type: z.literal('participantJoined'),
    personId: idSchema,
    role: participantRoleSchema,
    /** One stay in the room: joined and left carry the same one. */
    stayId: idSchema,
  }),
  z.object({
    ...fact,
    type: z.literal('participantLeft'),
    personId: idSchema,
    stayId: idSchema,
    reason: leaveReasonSchema,
  }),
  z.object({ ...fact, type: z.literal('encounterFinished') }),
  z.object({
    ...fact,
    type: z.literal('waitingStarted'),
    personId: idSchema,
    role: participantRoleSchema,
    /** One stay in the lobby: started and finished carry the same one. */
    stayId: idSchema,
  }),
  z.object({ ...fact, type: z.literal('waitingFinished'), personId: idSchema, stayId: idSchema }),
  /** One revision of a line whose speaker consents to the transcript; `personId` is the speaker. */
  z.object({
    ...fact,
    type: z.literal('lineKept'),
    personId: idSchema,
    segment: captionSegmentSchema.loose(),
  }),
]);
export type EncounterReport = z.infer<typeof encounterReportSchema>;
export type LineReport = Extract<EncounterReport, { type: 'lineKept' }>;

/** Body of `POST /api/encounter-reports`, signed with the services' shared secret. */
export const encounterReportsSchema = z.object({
  reports: z.array(encounterReportSchema).min(1).max(100),
});

/** Header `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`; older than five minutes is refused. */
export const SIGNATURE_HEADER = 'x-silkconsult-signature';
