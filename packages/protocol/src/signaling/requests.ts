import { z } from 'zod';
import { languageSchema } from '../languages.ts';
import { idSchema, typedText } from '../primitives.ts';
import { sourceSchema } from '../roles.ts';
import {
  dtlsParametersSchema,
  iceParametersSchema,
  rtpCapabilitiesSchema,
  rtpParametersSchema,
} from './media.ts';
import { notificationEnvelopeSchema } from './notifications.ts';
import { chatMessageSchema, joinAnswerSchema, mediaOfferSchema, roomStateSchema } from './state.ts';

const nothing = z.object({});
const transportId = z.string().min(1).max(100);
const request = <Data extends z.ZodType, Answer extends z.ZodType>(data: Data, answer: Answer) => ({
  data,
  answer,
});

/**
 * Every request: name → what is sent and what is answered. The union of messages, the validators,
 * the types on both sides and docs/protocol.md derive from this table.
 */
export const REQUESTS = {
  /** Enter the room (or its lobby). One round trip returns everything. */
  join: request(
    z.object({
      rtpCapabilities: rtpCapabilitiesSchema,
      device: z.object({ browser: z.string().max(100), os: z.string().max(100).optional() }),
      captionLanguage: languageSchema.optional(),
    }),
    joinAnswerSchema,
  ),
  /** After a lost socket: the missed notifications, or a snapshot when they are no longer kept. */
  resume: request(
    z.object({
      sessionId: idSchema,
      resumeToken: z.string().min(20).max(200),
      lastSeq: z.number().int().min(0),
    }),
    z.discriminatedUnion('status', [
      z.object({ status: z.literal('missed'), notifications: z.array(notificationEnvelopeSchema) }),
      z.object({ status: z.literal('snapshot'), room: roomStateSchema }),
    ]),
  ),
  connectTransport: request(
    z.object({ transportId, dtlsParameters: dtlsParametersSchema }),
    nothing,
  ),
  restartIce: request(z.object({ transportId }), z.object({ iceParameters: iceParametersSchema })),
  /** New transports and consumers after the old ones are beyond repair (worker died, ICE failed). */
  rebuildMedia: request(nothing, mediaOfferSchema),
  produce: request(
    z.object({
      transportId,
      source: sourceSchema,
      kind: z.enum(['audio', 'video']),
      rtpParameters: rtpParametersSchema,
      paused: z.boolean().default(false),
    }),
    z.object({ producerId: z.string() }),
  ),
  pauseProducer: request(z.object({ producerId: z.string().max(100) }), nothing),
  resumeProducer: request(z.object({ producerId: z.string().max(100) }), nothing),
  closeProducer: request(z.object({ producerId: z.string().max(100) }), nothing),
  /** Batched: resume, pause or choose layers of many consumers at once. */
  setConsumers: request(
    z.object({
      consumers: z
        .array(
          z.object({
            consumerId: z.string().max(100),
            paused: z.boolean().optional(),
            spatialLayer: z.number().int().min(0).max(3).optional(),
            temporalLayer: z.number().int().min(0).max(3).optional(),
            priority: z.number().int().min(1).max(255).optional(),
          }),
        )
        .max(100),
    }),
    nothing,
  ),
  admit: request(z.object({ peerId: idSchema }), nothing),
  deny: request(z.object({ peerId: idSchema }), nothing),
  sendChat: request(z.object({ text: typedText(2000) }), chatMessageSchema),
  setCaptionLanguage: request(z.object({ language: languageSchema }), nothing),
  setSpokenLanguage: request(z.object({ language: languageSchema }), nothing),
  /** A line typed by hand: the `typed` engine, in the peer's spoken language unless given. */
  typeCaption: request(
    z.object({ text: typedText(500), language: languageSchema.optional() }),
    z.object({ segmentId: z.string() }),
  ),
  raiseHand: request(z.object({ raised: z.boolean() }), nothing),
  removePeer: request(z.object({ peerId: idSchema }), nothing),
  leave: request(nothing, nothing),
  endRoom: request(nothing, nothing),
} as const;

export type RequestName = keyof typeof REQUESTS;
export type RequestData<N extends RequestName> = z.input<(typeof REQUESTS)[N]['data']>;
export type ParsedRequestData<N extends RequestName> = z.output<(typeof REQUESTS)[N]['data']>;
export type Answer<N extends RequestName> = z.output<(typeof REQUESTS)[N]['answer']>;

export const REQUEST_NAMES = Object.keys(REQUESTS) as [RequestName, ...RequestName[]];

/** What the client emits as socket.io event `request`, with an acknowledgement. */
export const requestEnvelopeSchema = z.object({ name: z.enum(REQUEST_NAMES), data: z.unknown() });
