import type { CaptionSegment, Language } from '@silkconsult/protocol';
import { LRUCache } from 'lru-cache';

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
  /** Asked for a second time because a term was missing: say so more firmly. */
  insist?: boolean;
  /** Under load: one answer has to do, and is asked for once. */
  hurried?: boolean;
  /** Aborts when nobody would wait any longer. */
  signal: AbortSignal;
  /** The room's: what was translated there already is not asked for again. */
  memory: TranslationMemory;
}

export interface Translation {
  text: string;
  origin: 'translator' | 'phrasebook';
  engine: string;
  phrasebookVersion?: string;
  /** The language in between, where the pair has no direct way. */
  via?: Language;
  /** With `untranslated` the machine's answer was unusable, and `text` is the source. */
  flags: CaptionSegment['flags'];
}

/** Text in one language → text in another. */
export interface Translator {
  readonly id: string;
  /** From → to; a pair that is not listed is never asked for. */
  readonly pairs: readonly (readonly [Language, Language])[];
  /** What it is given leaves the hospital: only of speakers who let it. */
  readonly remote: boolean;
  /** Whether it uses `terms`. */
  readonly takesTerms?: boolean;
  /** Undefined when this translator has no answer: the line is then shown as spoken. */
  translate(request: TranslationRequest): Promise<Translation | undefined>;
}

/** Translated sentences of one room, gone with the room. */
export type TranslationMemory = LRUCache<string, Promise<Translation>>;

const MOST_REMEMBERED = 300;

export function newTranslationMemory(): TranslationMemory {
  return new LRUCache({ max: MOST_REMEMBERED });
}
