import { z } from 'zod';
import { idSchema, instantSchema } from '../primitives.ts';
import { participantRoleSchema } from '../roles.ts';

/**
 * What the speakers of a consult are asked: to be kept in its transcript, and to let engines
 * outside the hospital have what they say, for captions.
 */
export const consentPurposeSchema = z.enum(['transcript', 'outsideEngines']);
export type ConsentPurpose = z.infer<typeof consentPurposeSchema>;

export const speakerConsentStatusSchema = z.enum(['given', 'refused', 'withdrawn']);
export type SpeakerConsentStatus = z.infer<typeof speakerConsentStatusSchema>;

/** `withdrawn` deletes what was kept and is the last word; what went outside cannot be fetched back. */
export const newSpeakerConsentSchema = z.discriminatedUnion('purpose', [
  z.object({
    purpose: z.literal('transcript'),
    speaker: idSchema,
    status: speakerConsentStatusSchema,
  }),
  z.object({
    purpose: z.literal('outsideEngines'),
    speaker: idSchema,
    status: speakerConsentStatusSchema.exclude(['withdrawn']),
  }),
]);
export type NewSpeakerConsent = z.infer<typeof newSpeakerConsentSchema>;

export const speakerWordSchema = z.object({
  status: speakerConsentStatusSchema,
  recordedBy: z.string(),
  at: instantSchema,
});
export type SpeakerWord = z.infer<typeof speakerWordSchema>;

export const consultSpeakerSchema = z.object({
  id: idSchema,
  name: z.string(),
  nativeName: z.string().optional(),
  role: participantRoleSchema,
  /** Nothing stands here for what the speaker was never asked: that is a no. */
  words: z.partialRecord(consentPurposeSchema, speakerWordSchema),
  /** Whether the reader may write down this speaker's word. */
  mayRecord: z.boolean(),
});
export type ConsultSpeaker = z.infer<typeof consultSpeakerSchema>;

export const consultSpeakersSchema = z.object({ speakers: z.array(consultSpeakerSchema) });

/** Signalling asks what it may do with the words of a room. */
export const speakerConsentsQuerySchema = z.object({ roomId: idSchema });

export const speakerConsentsSchema = z.object({
  transcript: z.object({
    /** Lines that began before `since` stay unkept. */
    kept: z.array(z.object({ speakerId: idSchema, since: instantSchema })),
    withdrawn: z.array(idSchema),
  }),
  outsideEngines: z.object({
    given: z.array(idSchema),
    refused: z.array(idSchema),
    /** Of whom everybody here speaks: their word counts for what others say, too. */
    patients: z.array(idSchema),
  }),
});
export type SpeakerConsents = z.infer<typeof speakerConsentsSchema>;
