import { EventEmitter } from 'node:events';
import { agreedText } from './agreement.ts';
import type { Hypothesis, PcmChunk, RecognitionStream } from './recognizer.ts';

/** A segment as its engine hears it while it is spoken. */
export interface LiveSegment {
  /** False when the segment has been given up. */
  audio(pcm: Float32Array): boolean;
  end(): void;
}

/** What the engine of a segment tells. */
export interface LiveListener {
  onPartial(text: string): void;
  /** Called exactly once. `gap`: the segment was given up. */
  onFinal(heard: { text: string; gap?: boolean; confidence?: number }): void;
}

export type BeginSegment = (listener: LiveListener) => LiveSegment;

interface Spoken {
  t0Ms: number;
  t1Ms: number;
  shown: string;
  stableChars: number;
  final: { text: string; gap?: boolean; confidence?: number } | undefined;
}

/**
 * A stream for engines that hear while somebody speaks. Partials are shown of the segment whose
 * turn it is; finals come in the order of speech, whatever the order in which they are ready. A
 * segment that was given up keeps what was shown of it, as a gap, and touches no other.
 */
export class LiveStream
  extends EventEmitter<{ hypothesis: [Hypothesis] }>
  implements RecognitionStream
{
  readonly #begin: BeginSegment;
  /** In the order in which they were spoken; they may be finished in another. */
  readonly #segments: Spoken[] = [];
  #open: { spoken: Spoken; live: LiveSegment } | undefined;
  #drained: (() => void) | undefined;

  constructor(begin: BeginSegment) {
    super();
    this.#begin = begin;
  }

  push({ t0Ms, pcm }: PcmChunk): boolean {
    this.#open ??= this.#beginAt(Math.round(t0Ms));
    const { spoken, live } = this.#open;
    spoken.t1Ms = Math.round(t0Ms + pcm.length / 16);
    return live.audio(pcm);
  }

  endSegment(): void {
    this.#open?.live.end();
    this.#open = undefined;
  }

  /** What has been said is still answered: it resolves after the last final hypothesis. */
  close(): Promise<void> {
    this.endSegment();
    if (this.#segments.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#drained = resolve;
    });
  }

  #beginAt(t0Ms: number): { spoken: Spoken; live: LiveSegment } {
    const spoken: Spoken = { t0Ms, t1Ms: t0Ms, shown: '', stableChars: 0, final: undefined };
    this.#segments.push(spoken);
    const live = this.#begin({
      onPartial: (text) => this.#show(spoken, text),
      onFinal: (final) => {
        spoken.final = final;
        this.#emitFinals();
      },
    });
    return { spoken, live };
  }

  #show(spoken: Spoken, text: string): void {
    if (spoken !== this.#segments[0] || text === '') return;
    const stableChars = agreedText(spoken.shown, text).length;
    // Said again, it is news once: now two hypotheses agree on all of it.
    if (text === spoken.shown && stableChars === spoken.stableChars) return;
    spoken.shown = text;
    spoken.stableChars = stableChars;
    this.#emit(spoken, { text, stableChars, final: false });
  }

  #emitFinals(): void {
    for (let first = this.#segments[0]; first?.final; first = this.#segments[0]) {
      this.#segments.shift();
      const text = first.final.gap ? first.shown : first.final.text;
      this.#emit(first, { ...first.final, text, stableChars: text.length, final: true });
    }
    if (this.#segments.length === 0) this.#drained?.();
  }

  #emit({ t0Ms, t1Ms }: Spoken, heard: Omit<Hypothesis, 't0Ms' | 't1Ms'>): void {
    this.emit('hypothesis', { ...heard, t0Ms, t1Ms });
  }
}
