import { z } from 'zod';
import { captionSegmentSchema, captionStatusSchema } from '../captions.ts';
import { languageSchema } from '../languages.ts';
import { idSchema } from '../primitives.ts';
import {
  chatMessageSchema,
  consumerInfoSchema,
  hostSchema,
  peerSchema,
  waitingPeerSchema,
} from './state.ts';

const peerId = idSchema;

/**
 * Every notification: name → payload, in the past tense. Each carries the room's `seq`; a client
 * that reconnects resumes after the last one it saw.
 */
export const NOTIFICATIONS = {
  peerJoined: z.object({ peer: peerSchema }).describe('Someone entered the room.'),
  peerChanged: z
    .object({ peer: peerSchema })
    .describe('A peer has another hand, language or name.'),
  peerReconnecting: z.object({ peerId }).describe("A peer's socket is lost; its media may go on."),
  peerReturned: z.object({ peerId }).describe('A reconnecting peer is back.'),
  peerLeft: z
    .object({ peerId, reason: z.enum(['left', 'lost', 'removed', 'ended', 'replaced']) })
    .describe('A peer is gone.'),
  newConsumers: z
    .object({ consumers: z.array(consumerInfoSchema) })
    .describe('There is more to consume; each is paused until `setConsumers` resumes it.'),
  consumerClosed: z
    .object({ consumerId: z.string() })
    .describe('The producer behind a consumer is gone.'),
  consumerPaused: z
    .object({ consumerId: z.string() })
    .describe('The producer behind a consumer was paused.'),
  consumerResumed: z
    .object({ consumerId: z.string() })
    .describe('The producer behind a consumer was resumed.'),
  consumerLayersChanged: z
    .object({
      consumerId: z.string(),
      spatialLayer: z.number().int().nullable(),
      temporalLayer: z.number().int().nullable(),
    })
    .describe('The SFU sends other simulcast layers, or none.'),
  dominantSpeakerChanged: z.object({ peerId: peerId.nullable() }).describe('Who speaks most now.'),
  connectionQualityChanged: z
    .object({ peerId, score: z.number().min(0).max(10) })
    .describe("How well a peer's media arrives at the SFU: 0 (nothing) to 10."),
  mediaLost: z
    .object({})
    .describe("The room's media moved to a new worker: call `rebuildMedia` and produce again."),
  captionPosted: z
    .object({ segment: captionSegmentSchema })
    .describe("A caption segment in the peer's caption language or as spoken."),
  captionStatusChanged: z
    .object({ status: captionStatusSchema })
    .describe('What captions can do has changed.'),
  spokenLanguageDoubted: z
    .object({ listening: languageSchema, language: languageSchema.nullable() })
    .describe(
      'To the speaker alone: captions listen for `listening`, but what they hear seems to be `language`, or another (null).',
    ),
  transcribedChanged: z
    .object({ peerIds: z.array(peerId) })
    .describe('Whose lines go into the transcript has changed.'),
  outsideSpeakersChanged: z
    .object({ peerIds: z.array(peerId) })
    .describe('Whose words engines outside the hospital may have has changed.'),
  captionsWithdrawn: z
    .object({ peerId })
    .describe('A speaker withdrew from the transcript: forget what they said.'),
  chatPosted: z.object({ message: chatMessageSchema }).describe('A chat message.'),
  peerWaiting: z
    .object({ peer: waitingPeerSchema })
    .describe('To those who may admit: someone waits in the lobby.'),
  waitingPeerLeft: z
    .object({ peerId, outcome: z.enum(['admitted', 'denied', 'left']) })
    .describe('To those who may admit: someone waits no longer.'),
  admitted: z
    .object({})
    .describe('To the waiting peer: call `join` again, it now answers `joined`.'),
  admissionDenied: z.object({}).describe('To the waiting peer: turned away.'),
  hostsChanged: z
    .object({
      hosts: z.array(hostSchema),
    })
    .describe('To the waiting peer: someone who can admit came or went.'),
  captionLanguageChanged: z
    .object({ language: languageSchema })
    .describe("The peer's caption language is now this one."),
  sessionReplaced: z
    .object({})
    .describe('The same person joined from another window or device; this session is over.'),
  removed: z.object({}).describe('Removed by a host.'),
  nodeDraining: z.object({}).describe('This node is being stopped: expect to reconnect.'),
  roomEnded: z.object({}).describe('The consult was ended for everyone.'),
} as const;

export type NotificationName = keyof typeof NOTIFICATIONS;
export type NotificationData<N extends NotificationName> = z.output<(typeof NOTIFICATIONS)[N]>;

type Envelope = {
  [N in NotificationName]: { seq: number; name: N; data: NotificationData<N> };
}[NotificationName];

const NAMES = Object.keys(NOTIFICATIONS) as [NotificationName, ...NotificationName[]];

/** What the server emits as socket.io event `notification`. */
export const notificationEnvelopeSchema = z
  .object({
    seq: z.number().int(),
    name: z.enum(NAMES).meta({ id: 'NotificationName' }),
    data: z.unknown(),
  })
  .transform((envelope, context): Envelope => {
    const data = NOTIFICATIONS[envelope.name].safeParse(envelope.data);
    if (data.success) return { ...envelope, data: data.data } as Envelope;
    context.addIssue({ code: 'custom', message: `invalid ${envelope.name}` });
    return z.NEVER;
  });
export type Notification = Envelope;
