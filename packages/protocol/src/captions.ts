import { z } from 'zod';
import type { Language } from './languages.ts';
import { languageSchema } from './languages.ts';
import { idSchema, instantSchema } from './primitives.ts';

/**
 * What a reader must know of a line. From `termMissing` on they are the guards' findings: the
 * translation differs from what was said, or does not look like a translation.
 */
export const captionFlagSchema = z.enum([
  'untranslated',
  'lowConfidence',
  'gap',
  'termMissing',
  'numberMismatch',
  'unitMismatch',
  'doseMismatch',
  'sideMismatch',
  'negationMismatch',
  'wrongScript',
  'lengthSuspicious',
  'repeated',
  'copiedSource',
]);
export type CaptionFlag = z.infer<typeof captionFlagSchema>;

/** Why a line must be read back before it may count as understood. */
export const readBackReasonSchema = z.enum([
  'dose',
  'numberWithUnit',
  'side',
  'negatedInstruction',
]);
export type ReadBackReason = z.infer<typeof readBackReasonSchema>;

/**
 * One utterance's text in one language. `text` always replaces what was shown before; one
 * `segmentId` across languages; nothing partial comes after final.
 *
 * A segment flagged `untranslated` stands for `language` but its text is in `spokenLanguage`:
 * what the phrasebook does not hold is shown as it was said, never guessed.
 */
export const captionSegmentSchema = z
  .object({
    segmentId: z.string(),
    /** Order of segments within the room; with `t0Ms` it sorts lines. */
    seq: z.number().int(),
    roomId: idSchema,
    speakerId: idSchema,
    spokenLanguage: languageSchema,
    language: languageSchema,
    revision: z.number().int(),
    sourceRevision: z.number().int(),
    state: z.enum(['partial', 'final', 'corrected', 'retracted']),
    text: z.string(),
    /** How many leading characters of a partial will not change any more. */
    stableChars: z.number().int(),
    /** Start and end on the room's clock, milliseconds since the epoch. */
    t0Ms: z.number(),
    t1Ms: z.number(),
    origin: z.enum(['recognizer', 'translator', 'phrasebook', 'interpreter', 'typed']),
    engine: z.string(),
    flags: z.array(captionFlagSchema),
    /** The language in between, where a machine has no direct way. */
    via: languageSchema.optional(),
    /** Glossary terms found in an untranslated line, in the reader's language. */
    terms: z.array(z.object({ source: z.string(), target: z.string() })).optional(),
    /** To be read back; who has heard it read back, and when. Of the utterance, in any language. */
    readBack: z
      .object({
        reasons: z.array(readBackReasonSchema).min(1),
        confirmedBy: idSchema.optional(),
        confirmedAt: instantSchema.optional(),
      })
      .optional(),
    /** Somebody doubts the utterance's text in this language. */
    disputed: z.object({ by: idSchema, language: languageSchema }).optional(),
    /** The interpreter whose words these are. */
    correctedBy: idSchema.optional(),
    /** How often the source that this text stands for had been corrected; absent for never. */
    corrections: z.number().int().optional(),
    /** The source is another one since: a translation comes, or the interpreter is to look again. */
    sourceChanged: z.literal(true).optional(),
    phrasebookVersion: z.string().optional(),
    glossaryVersion: z.string().optional(),
  })
  .meta({ id: 'CaptionSegment' });
export type CaptionSegment = z.infer<typeof captionSegmentSchema>;

/** The language that the segment's text is really in; gives each line its own direction. */
export function textLanguageOf(
  segment: Pick<CaptionSegment, 'flags' | 'language' | 'spokenLanguage'>,
): Language {
  return segment.flags.includes('untranslated') ? segment.spokenLanguage : segment.language;
}

/**
 * How much an engine leaves out so that final lines stay in time: 0 nothing · 1 partials come every
 * 1.5 s only · 2 translators are asked once · 3 no partials · 4 dominant speakers only.
 */
export const overloadLevelSchema = z
  .union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
  .meta({ id: 'OverloadLevel' });
export type OverloadLevel = z.infer<typeof overloadLevelSchema>;

/** What captions can do for a spoken language here and now. */
export const captionStatusSchema = z
  .object({
    /** `restarting`: the captions host is coming back; `degraded`: shedding load. */
    host: z.enum(['ready', 'degraded', 'restarting', 'unavailable']),
    /** The speech engine for each language that has one. A language not named has only typing. */
    speech: z.partialRecord(languageSchema, z.string()),
    /** The level of each spoken language whose engine is behind; the others leave nothing out. */
    overload: z.partialRecord(languageSchema, overloadLevelSchema).optional(),
    /** Engines outside the hospital, for those alone who let them; absent when there is none. */
    outside: z
      .object({
        speech: z.partialRecord(languageSchema, z.string()),
        translation: z.array(z.string()),
      })
      .optional(),
  })
  .meta({ id: 'CaptionStatus' });
export type CaptionStatus = z.infer<typeof captionStatusSchema>;
