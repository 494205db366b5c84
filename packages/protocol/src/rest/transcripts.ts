import { z } from 'zod';
import { captionSegmentSchema } from '../captions.ts';
import { idSchema, instantSchema } from '../primitives.ts';
import { participantRoleSchema } from '../roles.ts';

/** A caption as it was shown. Fields that this version does not know are kept as they came. */
export const transcriptSegmentSchema = captionSegmentSchema.loose();
export type TranscriptSegment = z.infer<typeof transcriptSegmentSchema>;

/** What a speaker says about the transcript of one consult; `withdrawn` is the last word. */
export const transcriptConsentStatusSchema = z.enum(['given', 'refused', 'withdrawn']);
export type TranscriptConsentStatus = z.infer<typeof transcriptConsentStatusSchema>;

export const newTranscriptConsentSchema = z.object({
  speaker: idSchema,
  status: transcriptConsentStatusSchema,
});
export type NewTranscriptConsent = z.infer<typeof newTranscriptConsentSchema>;

export const transcriptSpeakerSchema = z.object({
  id: idSchema,
  name: z.string(),
  nativeName: z.string().optional(),
  role: participantRoleSchema,
  /** Absent for who was never asked: nothing of theirs is kept. */
  consent: z
    .object({ status: transcriptConsentStatusSchema, recordedBy: z.string(), at: instantSchema })
    .optional(),
  /** Whether the reader may write down this speaker's word. */
  mayRecord: z.boolean(),
});
export type TranscriptSpeaker = z.infer<typeof transcriptSpeakerSchema>;

/** One utterance: the newest text of each language, as spoken first. */
export const transcriptLineSchema = z.object({
  segmentId: z.string(),
  speakerId: idSchema,
  at: instantSchema,
  texts: z.array(
    z.object({
      newest: transcriptSegmentSchema,
      /** What stood there before, the oldest first. */
      earlier: z.array(transcriptSegmentSchema),
    }),
  ),
});
export type TranscriptLine = z.infer<typeof transcriptLineSchema>;

export const transcriptSchema = z.object({
  appointmentId: idSchema,
  start: instantSchema,
  speakers: z.array(transcriptSpeakerSchema),
  lines: z.array(transcriptLineSchema),
});
export type Transcript = z.infer<typeof transcriptSchema>;

/** Signalling asks whose lines it may hand over. */
export const transcriptConsentsQuerySchema = z.object({ roomId: idSchema });

export const transcriptConsentsSchema = z.object({
  /** Lines that began before `since` stay unkept. */
  kept: z.array(z.object({ speakerId: idSchema, since: instantSchema })),
  withdrawn: z.array(idSchema),
});
export type TranscriptConsents = z.infer<typeof transcriptConsentsSchema>;

/** Holds something that had to be read back, and nobody ticked it off. */
export function standsUnconfirmed(segment: TranscriptSegment): boolean {
  const { readBack } = segment as { readBack?: { confirmedBy?: string } };
  return readBack !== undefined && readBack.confirmedBy === undefined;
}

/** Not to be relied on as it stands. */
export function needsCare(segment: TranscriptSegment): boolean {
  return segment.flags.length > 0 || standsUnconfirmed(segment) || segment.disputed !== undefined;
}
