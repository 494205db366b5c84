import { z } from 'zod';
import { type CaptionFlag, captionSegmentSchema } from '../captions.ts';
import { languageSchema } from '../languages.ts';
import { idSchema, instantSchema, typedText } from '../primitives.ts';
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

/** Search the transcripts of all consults that one may read. In a body: words of a consult are in no address. */
export const transcriptSearchSchema = z.object({
  words: typedText(200),
  limit: z.number().int().min(1).max(100).default(50),
});
export type TranscriptSearch = z.infer<typeof transcriptSearchSchema>;

export const transcriptHitSchema = z.object({
  appointmentId: idSchema,
  start: instantSchema,
  segmentId: z.string(),
  at: instantSchema,
  speaker: consultSpeakerSchema.pick({ id: true, name: true, nativeName: true, role: true }),
  /** The text in which the words are, and the language that it is in. */
  text: z.string(),
  language: languageSchema,
  /** Another text stands there by now. */
  replaced: z.boolean(),
});
export type TranscriptHit = z.infer<typeof transcriptHitSchema>;

export const transcriptHitsSchema = z.object({
  /** The newest consult first, its lines in the order in which they were said. */
  hits: z.array(transcriptHitSchema),
  /** There are more than were asked for. */
  more: z.boolean(),
});
export type TranscriptHits = z.infer<typeof transcriptHitsSchema>;

/** Holds something that had to be read back, and nobody ticked it off. */
export function standsUnconfirmed(segment: TranscriptSegment): boolean {
  const { readBack } = segment as { readBack?: { confirmedBy?: string } };
  return readBack !== undefined && readBack.confirmedBy === undefined;
}

/** Not to be relied on as it stands. */
export function needsCare(segment: TranscriptSegment): boolean {
  return segment.flags.length > 0 || standsUnconfirmed(segment) || segment.disputed !== undefined;
}

/** Who put a text into these words: the speaker, a machine, the phrasebook, or the interpreter. */
export type Writer = 'speech' | 'typed' | 'phrasebook' | 'machine' | 'interpreter';

const WRITERS: Record<TranscriptSegment['origin'], Writer> = {
  recognizer: 'speech',
  typed: 'typed',
  phrasebook: 'phrasebook',
  translator: 'machine',
  interpreter: 'interpreter',
};

export function writerOf({ origin, state }: TranscriptSegment): Writer {
  return state === 'corrected' ? 'interpreter' : WRITERS[origin];
}

/** Why a text must not be relied on as it stands. */
export type Caution = 'unconfirmed' | 'disputed' | CaptionFlag;

/** The most weighty first. What a machine made of an untranslated line is not shown: nor its faults. */
export function cautionsOf(segment: TranscriptSegment): Caution[] {
  const { flags, disputed } = segment;
  const untranslated = flags.includes('untranslated');
  const shown = flags.filter((flag) => !untranslated || SPOKEN_FLAGS.includes(flag));
  return [
    ...(standsUnconfirmed(segment) ? (['unconfirmed'] as const) : []),
    ...(disputed === undefined ? [] : (['disputed'] as const)),
    ...new Set(shown),
  ];
}

const SPOKEN_FLAGS: readonly CaptionFlag[] = ['untranslated', 'gap', 'lowConfidence'];
