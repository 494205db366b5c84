import { z } from 'zod';
import { captionSegmentSchema, captionStatusSchema } from '../captions.ts';
import { languageSchema } from '../languages.ts';
import { idSchema, instantSchema } from '../primitives.ts';
import { participantRoleSchema, roomPermissionSchema, sourceSchema } from '../roles.ts';
import { rtpParametersSchema, transportOptionsSchema } from './media.ts';

/** Whom a tile, a lobby or a list of the waiting shows. */
const person = {
  peerId: idSchema,
  name: z.string(),
  nativeName: z.string().optional(),
  role: participantRoleSchema,
  organization: z.string(),
  spokenLanguage: languageSchema,
};

export const peerSchema = z
  .object({
    ...person,
    /** `reconnecting` for at most the grace time; then the peer has left. */
    state: z.enum(['joined', 'reconnecting']),
    raisedHand: z.boolean(),
  })
  .meta({ id: 'Peer' });
export type PeerInfo = z.infer<typeof peerSchema>;

export const waitingPeerSchema = z
  .object({
    ...person,
    since: instantSchema,
  })
  .meta({ id: 'WaitingPeer' });
export type WaitingPeer = z.infer<typeof waitingPeerSchema>;

/** A consumer is created paused; the client resumes it with `setConsumers` when it is ready. */
export const consumerInfoSchema = z
  .object({
    consumerId: z.string(),
    producerId: z.string(),
    peerId: idSchema,
    source: sourceSchema,
    kind: z.enum(['audio', 'video']),
    rtpParameters: rtpParametersSchema,
    producerPaused: z.boolean(),
  })
  .meta({ id: 'ConsumerInfo' });
export type ConsumerInfo = z.infer<typeof consumerInfoSchema>;

export const chatMessageSchema = z
  .object({
    messageId: idSchema,
    peerId: idSchema,
    name: z.string(),
    text: z.string(),
    at: instantSchema,
  })
  .meta({ id: 'ChatMessage' });
export type ChatMessage = z.infer<typeof chatMessageSchema>;

/** Everything that a client shows of a room; a snapshot brings any client in step. */
export const roomStateSchema = z
  .object({
    roomId: idSchema,
    /** The newest notification that this state includes. */
    seq: z.number().int(),
    startedAt: instantSchema,
    peers: z.array(peerSchema),
    /** Only for those who may admit. */
    waiting: z.array(waitingPeerSchema),
    chat: z.array(chatMessageSchema),
    captions: z.array(captionSegmentSchema),
    captionStatus: captionStatusSchema,
    /** Whose lines go into the transcript. */
    transcribed: z.array(idSchema).optional(),
    /** Whose words engines outside the hospital may have now. */
    outsideSpeakers: z.array(idSchema).optional(),
  })
  .meta({ id: 'RoomState' });
export type RoomState = z.infer<typeof roomStateSchema>;

/** The media half of a join: fresh transports and what there is to consume on them. */
export const preparedMediaSchema = z
  .object({ sendTransport: transportOptionsSchema, recvTransport: transportOptionsSchema })
  .meta({ id: 'PreparedMedia' });
export type PreparedMedia = z.infer<typeof preparedMediaSchema>;

export const mediaOfferSchema = preparedMediaSchema
  .extend({ consumers: z.array(consumerInfoSchema) })
  .meta({ id: 'MediaOffer' });
export type MediaOffer = z.infer<typeof mediaOfferSchema>;

export const joinedSchema = z
  .object({
    status: z.literal('joined'),
    peerId: idSchema,
    sessionId: idSchema,
    /** Secret of this session; proves a `resume`. */
    resumeToken: z.string(),
    permissions: z.array(roomPermissionSchema),
    media: mediaOfferSchema,
    room: roomStateSchema,
  })
  .meta({ id: 'Joined' });

/** Someone in the room who can admit, as the waiting person sees them: a face to expect. */
export const hostSchema = peerSchema
  .pick({ peerId: true, name: true, nativeName: true, role: true, organization: true })
  .meta({ id: 'Host' });
export type Host = z.infer<typeof hostSchema>;

/** In the lobby: the socket stays open; `admitted` or `admissionDenied` follows. */
export const waitingSchema = z
  .object({
    status: z.literal('waiting'),
    peerId: idSchema,
    since: instantSchema,
    hosts: z.array(hostSchema),
  })
  .meta({ id: 'Waiting' });

export const joinAnswerSchema = z.discriminatedUnion('status', [joinedSchema, waitingSchema]);
export type JoinAnswer = z.infer<typeof joinAnswerSchema>;
export type Joined = z.infer<typeof joinedSchema>;
