import type { SegmentSink } from '../audio/segmenter.ts';
import type { PcmChunk } from '../recognizers/recognizer.ts';

/** Where segments go that passed, and what is told of those that did not. */
export interface PastGate extends SegmentSink {
  skipped(t0Ms: number, t1Ms: number): void;
}

/**
 * Holds a speaker's segment back while somebody else is the dominant speaker of an overloaded host.
 * Whoever becomes dominant in the middle of a segment is heard from its beginning: that is known
 * some syllables late. A segment is short, so what is held is bounded.
 */
export class SpeakerGate implements SegmentSink {
  readonly #past: PastGate;
  readonly #mayPass: () => boolean;
  #held: { t0Ms: number; chunks: PcmChunk[] } | undefined;

  constructor(past: PastGate, mayPass: () => boolean) {
    this.#past = past;
    this.#mayPass = mayPass;
  }

  begin(t0Ms: number): void {
    if (this.#mayPass()) this.#past.begin(t0Ms);
    else this.#held = { t0Ms, chunks: [] };
  }

  audio(chunk: PcmChunk): void {
    if (!this.#held) {
      this.#past.audio(chunk);
      return;
    }
    this.#held.chunks.push(chunk);
    if (!this.#mayPass()) return;
    const { t0Ms, chunks } = this.#held;
    this.#held = undefined;
    this.#past.begin(t0Ms);
    for (const held of chunks) this.#past.audio(held);
  }

  end(t1Ms: number): void {
    const held = this.#held;
    this.#held = undefined;
    if (held) this.#past.skipped(held.t0Ms, t1Ms);
    else this.#past.end(t1Ms);
  }
}
