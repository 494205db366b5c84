import type { CaptionSegment } from '@silkconsult/protocol';

/** The interpreter's words for one text, while they are being written. */
export interface Correction {
  /** The text that they are for, as the interpreter last looked at it. */
  seen: CaptionSegment;
  words: string;
}

/** By `correctionKey`. */
export type Corrections = Readonly<Record<string, Correction | undefined>>;

export function correctionKey({
  segmentId,
  language,
}: Pick<CaptionSegment, 'segmentId' | 'language'>): string {
  return `${segmentId} ${language}`;
}

/** What nobody translated begins empty: the words that stand there are of another language. */
export function beginCorrection(seen: CaptionSegment): Correction {
  return { seen, words: seen.flags.includes('untranslated') ? '' : seen.text };
}

/**
 * Whether the text has become another one since the interpreter looked: other words, or a source
 * that changed. Ticks and doubts alone are no such change, for the server neither.
 */
export function isOvertaken({ seen }: Correction, current: CaptionSegment): boolean {
  return (
    current.text !== seen.text || (current.sourceChanged === true && seen.sourceChanged !== true)
  );
}

/** An interpreter wrote this for a source that is another one by now, and has to look again. */
export function waitsForInterpreter({ state, sourceChanged }: CaptionSegment): boolean {
  return state === 'corrected' && sourceChanged === true;
}
