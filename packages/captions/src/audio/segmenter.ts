import type { PcmChunk } from '../recognizers/recognizer.ts';
import type { VoiceDetector } from './vad.ts';
import { VAD_WINDOW } from './vad.ts';

const WINDOW_MS = 32;
/** Sound from before the detector was sure: first consonants are softer than its threshold. */
const PRE_ROLL_WINDOWS = 10;
/** What passes in the detector between the last voice and its "off". */
const DETECTOR_LAG_MS = 100;
const MAX_SEGMENT_MS = 8000;
/** No packet for this long beyond jitter counts as silence: DTX sends nothing, and so does mute. */
const JITTER_MS = 60;
/** Sound that stops at full voice is a stalled network, and the rest of the word is on its way. */
const STALL_MS = 1000;
/** Below this share of the loudest window a window is quiet. */
const QUIET_SHARE = 0.1;
/** DTX sends more quiet than this before it stops; inside of a word there is less. */
const MIN_QUIET_MS = 96;

/** Receives speech, segment by segment. */
export interface SegmentSink {
  begin(t0Ms: number): void;
  audio(chunk: PcmChunk): void;
  end(t1Ms: number): void;
}

/**
 * How long a pause must be to end a segment: a breath in a short one, any pause in a long one, so
 * that the cut falls between words and not at the hard limit inside of one.
 *
 * @example pauseThatEndsMs(1000) // 400
 */
export function pauseThatEndsMs(segmentMs: number): number {
  const [short, long] = [3000, 7000];
  const [patient, eager] = [400, 160];
  const share = Math.min(1, Math.max(0, (segmentMs - short) / (long - short)));
  return Math.round(patient - share * (patient - eager));
}

/** Cuts a speaker's sound into segments of speech at natural pauses, 8 s at most. */
export class Segmenter {
  readonly #detector: VoiceDetector;
  readonly #sink: SegmentSink;
  #window = new Float32Array(VAD_WINDOW);
  #filled = 0;
  #windowT0Ms = 0;
  #windowLostMs = 0;
  #preRoll: PcmChunk[] = [];
  #segmentT0Ms: number | undefined;
  /** Where the last window that was voice ended, on the sound's clock. */
  #voicedUntilMs = 0;
  #heardUntilMs = 0;
  #voiced = false;
  #peak = 0;
  #quietMs = 0;

  constructor(detector: VoiceDetector, sink: SegmentSink) {
    this.#detector = detector;
    this.#sink = sink;
  }

  get talking(): boolean {
    return this.#segmentT0Ms !== undefined;
  }

  push(chunk: PcmChunk): void {
    for (let at = 0; at < chunk.pcm.length; ) {
      if (this.#filled === 0) this.#windowT0Ms = chunk.t0Ms + at / 16;
      const part = chunk.pcm.subarray(at, at + VAD_WINDOW - this.#filled);
      this.#window.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled < VAD_WINDOW) break;
      this.#accept({
        streamId: chunk.streamId,
        t0Ms: this.#windowT0Ms,
        pcm: this.#window,
        lostMs: this.#windowLostMs,
      });
      this.#window = new Float32Array(VAD_WINDOW);
      this.#filled = 0;
      this.#windowLostMs = 0;
    }
    this.#windowLostMs += chunk.lostMs;
  }

  /** Ends the open segment when no sound has come for longer than a pause may last. */
  starve(lastArrivalMs: number, nowMs: number): void {
    if (this.#segmentT0Ms === undefined) return;
    const missingMs = nowMs - lastArrivalMs - JITTER_MS;
    if (missingMs <= 0) return;
    const pauseMs = pauseThatEndsMs(this.#heardUntilMs - this.#segmentT0Ms);
    const stalled = this.#voiced && this.#quietMs < MIN_QUIET_MS;
    if (stalled ? missingMs >= STALL_MS : this.#quietMs + missingMs >= pauseMs) this.close();
  }

  /** Ends the open segment, if any; the next sound starts afresh. */
  close(): void {
    if (this.#segmentT0Ms === undefined) return;
    this.#segmentT0Ms = undefined;
    this.#preRoll = [];
    this.#filled = 0;
    this.#voiced = false;
    this.#detector.reset();
    this.#sink.end(Math.round(this.#voicedUntilMs));
  }

  #accept(window: PcmChunk): void {
    this.#voiced = this.#detector.accept(window.pcm);
    this.#heardUntilMs = window.t0Ms + WINDOW_MS;
    const loudness = Math.sqrt(window.pcm.reduce((sum, s) => sum + s * s, 0) / VAD_WINDOW);
    this.#peak = Math.max(loudness, this.#peak * 0.995);
    this.#quietMs = loudness < this.#peak * QUIET_SHARE ? this.#quietMs + WINDOW_MS : 0;
    if (this.#voiced) this.#voicedUntilMs = this.#heardUntilMs;
    if (this.#segmentT0Ms === undefined) {
      this.#preRoll.push(window);
      if (this.#voiced) this.#begin();
      else if (this.#preRoll.length > PRE_ROLL_WINDOWS) this.#preRoll.shift();
      return;
    }
    this.#sink.audio(window);
    const segmentMs = this.#heardUntilMs - this.#segmentT0Ms;
    const silentMs = this.#voiced ? 0 : this.#heardUntilMs - this.#voicedUntilMs + DETECTOR_LAG_MS;
    if (segmentMs >= MAX_SEGMENT_MS) this.#cut();
    else if (silentMs >= pauseThatEndsMs(segmentMs)) this.#end();
  }

  #begin(): void {
    const first = this.#preRoll[0];
    if (!first) return;
    this.#segmentT0Ms = first.t0Ms;
    this.#sink.begin(Math.round(first.t0Ms));
    for (const window of this.#preRoll) this.#sink.audio(window);
    this.#preRoll = [];
  }

  #end(): void {
    this.#segmentT0Ms = undefined;
    this.#sink.end(Math.round(this.#voicedUntilMs - DETECTOR_LAG_MS));
  }

  /** Someone speaks without a pause: the next segment goes on where this one had to stop. */
  #cut(): void {
    this.#segmentT0Ms = undefined;
    this.#sink.end(Math.round(this.#heardUntilMs));
  }
}
