import type { Language } from '@silkconsult/protocol';

/** A piece of one speaker's sound: 16 kHz mono, −1 to 1. */
export interface PcmChunk {
  streamId: string;
  /** When it was spoken, epoch milliseconds. */
  t0Ms: number;
  pcm: Float32Array;
  /** How much of it was lost on the way and had to be guessed or left silent. */
  lostMs: number;
}

/** What a recogniser makes of the open segment. */
export interface Hypothesis {
  text: string;
  /** How many leading characters will, by agreement of consecutive hypotheses, not change. */
  stableChars: number;
  final: boolean;
  t0Ms: number;
  t1Ms: number;
  /** 0 to 1, from engines that know. */
  confidence?: number;
  /** The segment was given up: too late, or the engine failed. `text` is what there was. */
  gap?: boolean;
}

/** Sound that was decoded, partials included, and the time that it took: their ratio is real time. */
export interface Work {
  soundSeconds: number;
  busySeconds: number;
}

export interface Health {
  ok: boolean;
  /** How long the oldest sound that is not yet recognised has waited. */
  delayMs: number;
  /** Since the start; from engines whose work can be told from their waiting. */
  work?: Work;
}

/** How often hypotheses of the open segment are worth their time now; it changes under load. */
export interface PartialPace {
  /** Seconds of sound between two: 0 as often as the engine likes, infinite for none. */
  readonly everySeconds: number;
}

/** A speech engine. */
export interface Recognizer {
  readonly id: string;
  readonly languages: readonly Language[];
  /** Whether hypotheses come while the segment is open. */
  readonly streaming: boolean;
  /** Whether sound leaves the hospital: needs an allow-list and the speaker's word. */
  readonly remote: boolean;
  open(options: {
    language: Language;
    /** Words to expect now, likeliest first; asked for with each segment by engines that take them. */
    hotwords(): readonly string[];
    signal: AbortSignal;
    /** Without it, hypotheses come as often as the engine likes. */
    pace?: PartialPace;
  }): RecognitionStream;
  health(): Health;
  close(): Promise<void>;
}

/**
 * One speaker's line into a recogniser. Segments are answered in their order, each with exactly one
 * final hypothesis.
 */
export interface RecognitionStream {
  /** Adds to the open segment, opening one if none is. False: full, this chunk was not taken. */
  push(chunk: PcmChunk): boolean;
  endSegment(): void;
  on(event: 'hypothesis', listener: (hypothesis: Hypothesis) => void): this;
  close(): Promise<void>;
}
