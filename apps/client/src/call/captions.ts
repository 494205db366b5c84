import type { CaptionFlag, CaptionSegment, Language } from '@silkconsult/protocol';
import { textLanguageOf } from '@silkconsult/protocol';

/** One utterance as this reader sees it: the text in their language, else as it was spoken. */
export interface CaptionLine {
  segmentId: string;
  speakerId: string;
  seq: number;
  t0Ms: number;
  t1Ms: number;
  /** What is shown. */
  shown: CaptionSegment;
  /** The language that the shown text is really in. */
  textLanguage: Language;
  /** What was said, when `shown` is a translation of it. */
  source?: CaptionSegment;
  /** The text in the spoken language, where it is known, whatever is shown. */
  spoken?: CaptionSegment;
}

const FINISHED = new Set<CaptionSegment['state']>(['final', 'corrected', 'retracted']);

/**
 * Whether `next` may take the place of `known`. Segments overtake each other on the way: an older
 * revision never comes back, and nothing partial follows a final.
 */
function supersedes(next: CaptionSegment, known: CaptionSegment | undefined): boolean {
  if (!known) return true;
  if (FINISHED.has(known.state) && next.state === 'partial') return false;
  return next.revision > known.revision;
}

/**
 * Holds every segment in every language that arrived, and gives the reader's lines in the order of
 * speech. Pure in and out: no clock, no DOM.
 */
export class CaptionBook {
  readonly #segments = new Map<string, Map<Language, CaptionSegment>>();
  readonly #keep: number;

  constructor(keep = 500) {
    this.#keep = keep;
  }

  /** @returns whether anything changed */
  add(segment: CaptionSegment): boolean {
    const languages = this.#segments.get(segment.segmentId) ?? new Map<Language, CaptionSegment>();
    if (!supersedes(segment, languages.get(segment.language))) return false;
    languages.set(segment.language, segment);
    this.#segments.set(segment.segmentId, languages);
    if (this.#segments.size > this.#keep) this.#forgetOldest();
    return true;
  }

  /** A speaker withdrew: nothing that they said stays. */
  forget(speakerId: string): void {
    for (const [segmentId, languages] of this.#segments)
      if ([...languages.values()].some((segment) => segment.speakerId === speakerId))
        this.#segments.delete(segmentId);
  }

  clear(): void {
    this.#segments.clear();
  }

  /** Sorted by `(t0Ms, seq)`; retracted segments are gone. */
  lines(reader: Language): CaptionLine[] {
    const lines: CaptionLine[] = [];
    for (const languages of this.#segments.values()) {
      const line = lineFor(reader, languages);
      if (line) lines.push(line);
    }
    return lines.sort((a, b) => a.t0Ms - b.t0Ms || a.seq - b.seq);
  }

  #forgetOldest(): void {
    const [oldest] = this.#segments.keys();
    if (oldest !== undefined) this.#segments.delete(oldest);
  }
}

function lineFor(
  reader: Language,
  languages: ReadonlyMap<Language, CaptionSegment>,
): CaptionLine | undefined {
  const [first] = languages.values();
  if (!first) return undefined;
  const spoken = languages.get(first.spokenLanguage);
  // A reader who changed the language keeps the older lines in the language they came in.
  const shown = languages.get(reader) ?? spoken ?? first;
  if (shown.state === 'retracted') return undefined;
  const textLanguage = textLanguageOf(shown);
  return {
    segmentId: shown.segmentId,
    speakerId: shown.speakerId,
    seq: shown.seq,
    t0Ms: shown.t0Ms,
    t1Ms: shown.t1Ms,
    shown,
    textLanguage,
    spoken,
    source: spoken && spoken !== shown && textLanguage !== spoken.language ? spoken : undefined,
  };
}

/** The small sign that says what a line is worth; one per line, never per word. */
export type CaptionSign =
  | 'phrasebook'
  | 'asSpoken'
  | 'partial'
  | 'typed'
  | 'interpreted'
  | 'machine'
  | 'recognized'
  | 'corrected'
  | 'gap'
  | 'lowConfidence';

export function signOf(segment: CaptionSegment): CaptionSign {
  if (segment.flags.includes('gap')) return 'gap';
  if (segment.state === 'partial') return 'partial';
  if (segment.state === 'corrected') return 'corrected';
  if (segment.flags.includes('untranslated')) return 'asSpoken';
  if (segment.origin === 'phrasebook') return 'phrasebook';
  if (segment.origin === 'interpreter') return 'interpreted';
  if (segment.origin === 'translator') return 'machine';
  if (segment.flags.includes('lowConfidence')) return 'lowConfidence';
  return segment.origin === 'typed' ? 'typed' : 'recognized';
}

/** What must make a reader doubt a line, the gravest first. */
const WARNINGS = [
  ...['negationMismatch', 'sideMismatch', 'doseMismatch', 'numberMismatch', 'unitMismatch'],
  ...['wrongScript', 'termMissing', 'copiedSource', 'repeated', 'lengthSuspicious'],
] as const satisfies CaptionFlag[];
export type CaptionWarning = (typeof WARNINGS)[number];

/**
 * The guards' findings on this line: beside its sign, because both are true. On a line that is shown
 * as spoken they say why the translation was thrown away, and nothing about what is read.
 */
export function warningsOf({ flags }: Pick<CaptionSegment, 'flags'>): CaptionWarning[] {
  if (flags.includes('untranslated')) return [];
  return WARNINGS.filter((warning) => flags.includes(warning));
}

/** The languages that a machine went through, where it had no direct way: English, Russian, Chinese. */
export function wayOf(segment: CaptionSegment): Language[] {
  const { via, spokenLanguage, language } = segment;
  return via && signOf(segment) === 'machine' ? [spokenLanguage, via, language] : [];
}
