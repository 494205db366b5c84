import { z } from 'zod';
import { captionSegmentSchema } from '../captions.ts';
import { idSchema, instantSchema } from '../primitives.ts';
import { consultSpeakerSchema } from './speakerConsents.ts';

/** A caption as it was shown. Fields that this version does not know are kept as they came. */
export const transcriptSegmentSchema = captionSegmentSchema.loose();
export type TranscriptSegment = z.infer<typeof transcriptSegmentSchema>;

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
  speakers: z.array(consultSpeakerSchema),
  lines: z.array(transcriptLineSchema),
});
export type Transcript = z.infer<typeof transcriptSchema>;

/** Holds something that had to be read back, and nobody ticked it off. */
export function standsUnconfirmed(segment: TranscriptSegment): boolean {
  const { readBack } = segment as { readBack?: { confirmedBy?: string } };
  return readBack !== undefined && readBack.confirmedBy === undefined;
}

/** Not to be relied on as it stands. */
export function needsCare(segment: TranscriptSegment): boolean {
  return segment.flags.length > 0 || standsUnconfirmed(segment) || segment.disputed !== undefined;
}
