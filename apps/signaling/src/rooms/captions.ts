import type { BreakerChanged, TranslationMeasured } from '@silkconsult/captions';
import type {
  CaptionSegment,
  CaptionStatus,
  Language,
  Phrase,
  PhraseSuggestion,
} from '@silkconsult/protocol';
import { LIMITS, readsSegment } from './rules.ts';

/**
 * The captions as the rooms need them: a seam. @silkconsult/captions' CaptionsHost is one; tests
 * give another.
 */
export interface Captions {
  readonly status: CaptionStatus;
  openRoom(roomId: string): void;
  closeRoom(roomId: string): void;
  setRoomLanguages(roomId: string, languages: readonly Language[]): void;
  openStream(stream: {
    streamId: string;
    roomId: string;
    speakerId: string;
    language: Language;
  }): void;
  setStreamLanguage(streamId: string, language: Language): void;
  pushRtp(streamId: string, packet: Buffer): void;
  closeStream(streamId: string): void;
  typeLine(line: {
    roomId: string;
    speakerId: string;
    language: Language;
    text: string;
  }): Promise<{ segmentId: string }>;
  /** Rejects with `PhraseUnknownError` when the phrasebook cannot say it. */
  sayPhrase(chosen: {
    roomId: string;
    speakerId: string;
    language: Language;
    phrase: Phrase;
  }): Promise<{ segmentId: string }>;
  suggestPhrases(text: string, language: Language): Promise<PhraseSuggestion[]>;
  on(event: 'segment', listener: (segment: CaptionSegment) => void): unknown;
  on(event: 'status', listener: (status: CaptionStatus) => void): unknown;
  on(event: 'translationMeasured', listener: (measured: TranslationMeasured) => void): unknown;
  on(event: 'breakerChanged', listener: (changed: BreakerChanged) => void): unknown;
  close(): Promise<void>;
}

/** The final lines of a room that late joiners are shown; in memory only, gone with the room. */
export class CaptionBoard {
  /** Segment id → its text in each language. A Map keeps the order in which lines came. */
  readonly #lines = new Map<string, Map<Language, CaptionSegment>>();

  add(segment: CaptionSegment): void {
    if (segment.state === 'partial') return;
    const line = this.#lines.get(segment.segmentId) ?? new Map<Language, CaptionSegment>();
    const known = line.get(segment.language);
    if (known && known.revision > segment.revision) return;
    if (segment.state === 'retracted') line.delete(segment.language);
    else line.set(segment.language, segment);
    this.#lines.set(segment.segmentId, line);
    if (this.#lines.size <= LIMITS.captionsKept) return;
    const [oldest] = this.#lines.keys();
    if (oldest) this.#lines.delete(oldest);
  }

  /** Forgets everything that somebody said. */
  forget(speakerId: string): void {
    for (const [segmentId, line] of this.#lines)
      if ([...line.values()].some((segment) => segment.speakerId === speakerId))
        this.#lines.delete(segmentId);
  }

  /** What someone who reads this language is shown. */
  linesFor(captionLanguage: Language): CaptionSegment[] {
    return [...this.#lines.values()]
      .flatMap((line) => [...line.values()])
      .filter((segment) => readsSegment(segment, captionLanguage));
  }
}
