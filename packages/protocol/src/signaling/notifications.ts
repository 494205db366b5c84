import { z } from 'zod';
import { captionSegmentSchema, captionStatusSchema } from '../captions.ts';
import { languageSchema } from '../languages.ts';
import { idSchema } from '../primitives.ts';
import { chatMessageSchema, consumerInfoSchema, peerSchema, waitingPeerSchema } from './state.ts';

const peerId = idSchema;

/**
 * Every notification: name → payload, in the past tense. Each carries the room's `seq`; a client
 * that reconnects resumes after the last one it saw.
 */
export const NOTIFICATIONS = {
  peerJoined: z.object({ peer: peerSchema }),
  peerChanged: z.object({ peer: peerSchema }),
  peerReconnecting: z.object({ peerId }),
  peerReturned: z.object({ peerId }),
  peerLeft: z.object({ peerId, reason: z.enum(['left', 'lost', 'removed', 'ended', 'replaced']) }),
  newConsumers: z.object({ consumers: z.array(consumerInfoSchema) }),
  consumerClosed: z.object({ consumerId: z.string() }),
  consumerPaused: z.object({ consumerId: z.string() }),
  consumerResumed: z.object({ consumerId: z.string() }),
  consumerLayersChanged: z.object({
    consumerId: z.string(),
    spatialLayer: z.number().int().nullable(),
    temporalLayer: z.number().int().nullable(),
  }),
  dominantSpeakerChanged: z.object({ peerId: peerId.nullable() }),
  connectionQualityChanged: z.object({ peerId, score: z.number().min(0).max(10) }),
  /** The room's media moved to a new worker: call `rebuildMedia` and produce again. */
  mediaLost: z.object({}),
  captionPosted: z.object({ segment: captionSegmentSchema }),
  captionStatusChanged: z.object({ status: captionStatusSchema }),
  chatPosted: z.object({ message: chatMessageSchema }),
  peerWaiting: z.object({ peer: waitingPeerSchema }),
  waitingPeerLeft: z.object({ peerId, outcome: z.enum(['admitted', 'denied', 'left']) }),
  /** To the waiting peer: call `join` again, it now answers `joined`. */
  admitted: z.object({}),
  admissionDenied: z.object({}),
  /** To the waiting peer: a host came or went. */
  hostsChanged: z.object({
    hosts: z.array(
      peerSchema.pick({
        peerId: true,
        name: true,
        nativeName: true,
        role: true,
        organization: true,
      }),
    ),
  }),
  captionLanguageChanged: z.object({ language: languageSchema }),
  /** The same person joined from another window or device; this session is over. */
  sessionReplaced: z.object({}),
  removed: z.object({}),
  nodeDraining: z.object({}),
  roomEnded: z.object({}),
} as const;

export type NotificationName = keyof typeof NOTIFICATIONS;
export type NotificationData<N extends NotificationName> = z.output<(typeof NOTIFICATIONS)[N]>;

type Envelope = {
  [N in NotificationName]: { seq: number; name: N; data: NotificationData<N> };
}[NotificationName];

const NAMES = Object.keys(NOTIFICATIONS) as [NotificationName, ...NotificationName[]];

/** What the server emits as socket.io event `notification`. */
export const notificationEnvelopeSchema = z
  .object({ seq: z.number().int(), name: z.enum(NAMES), data: z.unknown() })
  .transform((envelope, context): Envelope => {
    const data = NOTIFICATIONS[envelope.name].safeParse(envelope.data);
    if (data.success) return { ...envelope, data: data.data } as Envelope;
    context.addIssue({ code: 'custom', message: `invalid ${envelope.name}` });
    return z.NEVER;
  });
export type Notification = Envelope;
