import { z } from 'zod';
import { captionSegmentSchema } from '../captions.ts';
import { languageSchema } from '../languages.ts';
import { changedPhraseSchema, phraseSchema, phraseSuggestionSchema } from '../phrases.ts';
import { idSchema, typedText } from '../primitives.ts';
import { sourceSchema } from '../roles.ts';
import {
  dtlsParametersSchema,
  iceParametersSchema,
  rtpCapabilitiesSchema,
  rtpParametersSchema,
} from './media.ts';
import { notificationEnvelopeSchema } from './notifications.ts';
import {
  chatMessageSchema,
  joinAnswerSchema,
  mediaOfferSchema,
  preparedMediaSchema,
  roomStateSchema,
} from './state.ts';

const nothing = z.object({});
const transportId = z.string().min(1).max(100);
const request = <Data extends z.ZodType, Answer extends z.ZodType>(
  description: string,
  data: Data,
  answer: Answer,
) => ({ description, data, answer });

/** A caption line as the asker sees it; when it is another one by now, `caption_conflict`. */
const seenLine = {
  segmentId: z.string().min(1).max(100),
  language: languageSchema,
  baseRevision: z.number().int().min(0),
};
const changedLine = z.object({ segment: captionSegmentSchema });

/**
 * Every request: name → what is sent and what is answered. The union of messages, the validators,
 * the types on both sides and docs/protocol.md derive from this table.
 */
export const REQUESTS = {
  prepareMedia: request(
    'Transports ahead of `join`, so that their handshake is over when the person enters. Optional.',
    nothing,
    preparedMediaSchema,
  ),
  join: request(
    'Enter the room, or its lobby. One round trip returns everything.',
    z.object({
      rtpCapabilities: rtpCapabilitiesSchema,
      device: z.object({ browser: z.string().max(100), os: z.string().max(100).optional() }),
      captionLanguage: languageSchema.optional(),
    }),
    joinAnswerSchema,
  ),
  resume: request(
    'After a lost socket: the missed notifications, or a snapshot when they are no longer kept.',
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
    "Give the transport the client's DTLS parameters.",
    z.object({ transportId, dtlsParameters: dtlsParametersSchema }),
    nothing,
  ),
  restartIce: request(
    'New ICE parameters for a transport whose path is lost.',
    z.object({ transportId }),
    z.object({ iceParameters: iceParametersSchema }),
  ),
  rebuildMedia: request(
    'New transports and consumers after the old ones are beyond repair.',
    nothing,
    mediaOfferSchema,
  ),
  produce: request(
    'Send one source. Its permission is `produce:<source>`; one producer for each source.',
    z.object({
      transportId,
      source: sourceSchema,
      kind: z.enum(['audio', 'video']),
      rtpParameters: rtpParametersSchema,
      paused: z.boolean().default(false),
    }),
    z.object({ producerId: z.string() }),
  ),
  pauseProducer: request('Mute.', z.object({ producerId: z.string().max(100) }), nothing),
  resumeProducer: request('Unmute.', z.object({ producerId: z.string().max(100) }), nothing),
  closeProducer: request(
    'Stop sending a source.',
    z.object({ producerId: z.string().max(100) }),
    nothing,
  ),
  setConsumers: request(
    'Resume, pause or choose layers of many consumers at once.',
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
  admit: request('Let someone in from the lobby.', z.object({ peerId: idSchema }), nothing),
  deny: request('Turn someone in the lobby away.', z.object({ peerId: idSchema }), nothing),
  sendChat: request(
    'Say something to everyone in the room in writing.',
    z.object({ text: typedText(2000) }),
    chatMessageSchema,
  ),
  setCaptionLanguage: request(
    'The language to read captions in.',
    z.object({ language: languageSchema }),
    nothing,
  ),
  setSpokenLanguage: request(
    'The language that this peer speaks.',
    z.object({ language: languageSchema }),
    nothing,
  ),
  typeCaption: request(
    "Type a caption line, in the peer's spoken language unless another is given.",
    z.object({ text: typedText(500), language: languageSchema.optional() }),
    z.object({ segmentId: z.string() }),
  ),
  refreshConsents: request(
    'Somebody said yes or no, to the transcript or to engines outside the hospital: ask scheduling again.',
    nothing,
    nothing,
  ),
  sayPhrase: request(
    "Show a sentence of the phrasebook to everyone in their language, as this peer's line.",
    phraseSchema.extend({ language: languageSchema.optional() }),
    z.object({ segmentId: z.string() }),
  ),
  changedPhrases: request(
    'Sentences of the phrasebook that this site has changed in a language; the others are as the page came with them.',
    z.object({ language: languageSchema }),
    z.object({ phrases: z.array(changedPhraseSchema) }),
  ),
  suggestPhrases: request(
    'Sentences of the phrasebook that a line may have been meant as, the nearest first. Nothing is shown to anyone.',
    z.object({ text: typedText(500), language: languageSchema.optional() }),
    z.object({ suggestions: z.array(phraseSuggestionSchema).max(3) }),
  ),
  confirmReadBack: request(
    'Tick off, or take the tick from, a line that was read back. Refused with `caption_conflict` and the current line in `params.current` when its text is another one by now.',
    z.object({ ...seenLine, confirmed: z.boolean() }),
    changedLine,
  ),
  disputeCaption: request(
    "Doubt a line's text, or doubt it no longer. A correction of the line answers the doubt.",
    z.object({ ...seenLine, disputed: z.boolean() }),
    changedLine,
  ),
  correctCaption: request(
    "Put the interpreter's words in a line's place: no machine writes there any more. After a source line was corrected, translations that nobody corrected are made anew. Refused with `caption_conflict` and the current line in `params.current` when its text is another one by now.",
    z.object({ ...seenLine, text: typedText(500) }),
    changedLine,
  ),
  raiseHand: request('Raise or lower the hand.', z.object({ raised: z.boolean() }), nothing),
  removePeer: request(
    'Remove someone from the room; they can come back through the lobby only.',
    z.object({ peerId: idSchema }),
    nothing,
  ),
  leave: request('Leave for good: no grace time.', nothing, nothing),
  endRoom: request('End the consult for everyone.', nothing, nothing),
} as const;

export type RequestName = keyof typeof REQUESTS;
export type RequestData<N extends RequestName> = z.input<(typeof REQUESTS)[N]['data']>;
export type ParsedRequestData<N extends RequestName> = z.output<(typeof REQUESTS)[N]['data']>;
export type Answer<N extends RequestName> = z.output<(typeof REQUESTS)[N]['answer']>;

export const REQUEST_NAMES = Object.keys(REQUESTS) as [RequestName, ...RequestName[]];

/** What the client emits as socket.io event `request`, with an acknowledgement. */
export const requestEnvelopeSchema = z.object({ name: z.enum(REQUEST_NAMES), data: z.unknown() });
