import type { CaptionSegment, Language } from '@silkconsult/protocol';

/** A glossary term that occurs in the source, in the reader's language. */
export interface TermHit {
  source: string;
  target: string;
}

export interface TranslationRequest {
  text: string;
  from: Language;
  to: Language;
  terms: readonly TermHit[];
  /** Lines said before, oldest first, for engines that use them. */
  context: readonly string[];
  deadlineMs: number;
  signal: AbortSignal;
}

export interface Translation {
  text: string;
  origin: 'translator' | 'phrasebook';
  engine: string;
  phrasebookVersion?: string;
  flags: CaptionSegment['flags'];
}

/** Text in one language → text in another. */
export interface Translator {
  readonly id: string;
  /** From → to; a pair that is not listed is never asked for. */
  readonly pairs: readonly (readonly [Language, Language])[];
  readonly remote: boolean;
  /** Undefined when this translator has no answer: the line is then shown as spoken. */
  translate(request: TranslationRequest): Promise<Translation | undefined>;
}
