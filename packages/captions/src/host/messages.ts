import type {
  CaptionEngineFigures,
  CaptionSegment,
  CaptionStatus,
  Language,
  Phrase,
  PhraseSuggestion,
} from '@silkconsult/protocol';
import type { WordingOverlay } from '@silkconsult/protocol/wordings';
import type { SpeechConfig } from '../config/schema.ts';
import type { BreakerChanged, TranslationMeasured } from '../translators/leg.ts';
import type { TranslationPlan } from '../translators/plan.ts';

export interface StreamInfo {
  streamId: string;
  roomId: string;
  speakerId: string;
  language: Language;
}

export interface TypedLine {
  segmentId: string;
  roomId: string;
  speakerId: string;
  language: Language;
  text: string;
}

/** A sentence of the phrasebook that someone chose, to be shown as theirs. */
export interface ChosenPhrase extends Omit<TypedLine, 'text'> {
  phrase: Phrase;
}

/** A packet and when it reached the server, epoch milliseconds. */
export interface TappedPacket {
  streamId: string;
  arrivedMs: number;
  packet: Uint8Array;
}

/** A line in the interpreter's words, and the languages whose lines are the interpreter's too. */
export interface CorrectedLine {
  line: CaptionSegment;
  locked: readonly Language[];
}

export interface HostOptions {
  modelsDir?: string;
  /** Which engine hears which language; without it, pocketsphinx hears English. */
  config?: SpeechConfig;
  /** Without one there is the phrasebook alone. */
  translation?: TranslationPlan;
  /** False after repeated deaths at start: a broken native library must not take typing with it. */
  speech: boolean;
}

/** Somebody seems to speak another language than captions listen for; which one, where it is known. */
export interface SpeakerDoubted {
  roomId: string;
  speakerId: string;
  listening: Language;
  language: Language | undefined;
}

/** Server → captions host. */
export type ToHost =
  | { type: 'start'; options: HostOptions }
  | { type: 'layWordings'; overlay: WordingOverlay }
  | { type: 'openRoom'; roomId: string; languages: readonly Language[]; lastSeq: number }
  | { type: 'closeRoom'; roomId: string }
  | { type: 'allowOutside'; roomId: string; speakerIds: readonly string[] }
  | { type: 'setRoomLanguages'; roomId: string; languages: readonly Language[] }
  | { type: 'openStream'; stream: StreamInfo }
  | { type: 'setStreamLanguage'; streamId: string; language: Language }
  | { type: 'closeStream'; streamId: string }
  | { type: 'setDominantSpeaker'; roomId: string; speakerId: string | undefined }
  | { type: 'rtp'; packets: TappedPacket[] }
  | { type: 'typeLine'; line: TypedLine }
  | { type: 'sayPhrase'; chosen: ChosenPhrase }
  | { type: 'suggestPhrases'; requestId: string; text: string; language: Language }
  | { type: 'retranslate'; corrected: CorrectedLine };

/** Captions host → server. */
export type FromHost =
  | { type: 'ready'; speech: CaptionStatus['speech']; outside: CaptionStatus['outside'] }
  | { type: 'loading' }
  | { type: 'alive'; engines: readonly CaptionEngineFigures[] }
  | { type: 'segment'; segment: CaptionSegment }
  | { type: 'typed'; segmentId: string }
  | { type: 'translationMeasured'; measured: TranslationMeasured }
  | { type: 'breakerChanged'; changed: BreakerChanged }
  | { type: 'phraseRefused'; segmentId: string }
  | { type: 'languageDoubted'; doubted: SpeakerDoubted }
  | { type: 'suggested'; requestId: string; suggestions: PhraseSuggestion[] }
  | { type: 'retranslated'; corrected: CorrectedLine }
  | { type: 'log'; level: 'info' | 'warn' | 'error'; fields: object; message: string };
