import type { BreakerChanged, SpeakerDoubted, TranslationMeasured } from '@silkconsult/captions';
import type {
  CaptionFigures,
  CaptionSegment,
  CaptionStatus,
  Language,
  Phrase,
  PhraseSuggestion,
} from '@silkconsult/protocol';
import type { WordingOverlay } from '@silkconsult/protocol/wordings';

/**
 * The captions as the rooms need them: a seam. @silkconsult/captions' CaptionsHost is one; tests
 * give another.
 */
export interface Captions {
  readonly status: CaptionStatus;
  readonly figures: CaptionFigures;
  /** What the site has changed of the phrasebook and the glossary. */
  readonly overlay: WordingOverlay;
  layWordings(overlay: WordingOverlay): void;
  openRoom(roomId: string): void;
  closeRoom(roomId: string): void;
  setRoomLanguages(roomId: string, languages: readonly Language[]): void;
  setDominantSpeaker(roomId: string, speakerId: string | undefined): void;
  /** Whose words engines outside the hospital may have; at first nobody's. */
  allowOutside(roomId: string, speakerIds: readonly string[]): void;
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
  retranslate(line: CaptionSegment, locked: readonly Language[]): void;
  on(event: 'segment', listener: (segment: CaptionSegment) => void): unknown;
  on(event: 'status', listener: (status: CaptionStatus) => void): unknown;
  on(event: 'translationMeasured', listener: (measured: TranslationMeasured) => void): unknown;
  on(event: 'languageDoubted', listener: (doubted: SpeakerDoubted) => void): unknown;
  on(event: 'breakerChanged', listener: (changed: BreakerChanged) => void): unknown;
  close(): Promise<void>;
}
