import { EventEmitter } from 'node:events';
import { agreedText } from './agreement.ts';
import type { DecodeQueue, DecodeTask } from './decodeQueue.ts';
import type { Hypothesis, PartialPace, PcmChunk, RecognitionStream } from './recognizer.ts';

const SECOND = 16_000;
/** Sound of one speaker that may wait for a decoder; then the oldest of it becomes a gap. */
const MAX_WAITING = 15 * SECOND;

/** Makes text of a whole piece of 16 kHz sound; empty when nothing was said. */
export type Decode = (pcm: Float32Array) => Promise<string>;

export interface SegmentStreamOptions {
  decode: Decode;
  queue: DecodeQueue;
  /** After how many seconds of new sound the open segment is decoded again; without, never. */
  partialEverySeconds?: number;
  /** Under load, partials are decoded less often than that. */
  pace?: PartialPace;
}

interface Segment {
  t0Ms: number;
  t1Ms: number;
  chunks: Float32Array[];
  samples: number;
  decodedSamples: number;
  decoding: boolean;
  /** The decode of the whole, once it has ended. */
  whole: DecodeTask | undefined;
  previous: string;
  shown: string;
  final: { text: string; gap?: boolean } | undefined;
}

/**
 * A stream for engines that know only whole pieces of sound. Partials come by decoding the open
 * segment again and again, and are shown as far as two decodes agree. A decode that fails makes its
 * segment a gap; the ones after it are not touched.
 */
export class SegmentStream
  extends EventEmitter<{ hypothesis: [Hypothesis] }>
  implements RecognitionStream
{
  readonly #options: SegmentStreamOptions;
  /** In the order in which they were spoken; decodes may end in another. */
  readonly #segments: Segment[] = [];
  #drained: (() => void) | undefined;

  constructor(options: SegmentStreamOptions) {
    super();
    this.#options = options;
  }

  push({ pcm, t0Ms }: PcmChunk): boolean {
    const last = this.#segments.at(-1);
    const segment = last && !last.whole ? last : this.#begin(t0Ms);
    segment.chunks.push(pcm);
    segment.samples += pcm.length;
    segment.t1Ms = Math.round(t0Ms + pcm.length / 16);
    this.#forgetTheOldest();
    this.#partial(segment);
    return true;
  }

  endSegment(): void {
    const segment = this.#segments.at(-1);
    if (!segment || segment.whole) return;
    const settle = (final: Segment['final']) => {
      segment.final = final;
      segment.chunks = [];
      this.#emitFinals();
    };
    segment.whole = {
      final: true,
      seconds: segment.samples / SECOND,
      giveUp: () => settle({ text: '', gap: true }),
      run: () =>
        this.#options.decode(joined(segment)).then(
          (text) => settle({ text }),
          () => settle({ text: '', gap: true }),
        ),
    };
    this.#options.queue.add(segment.whole);
  }

  /** What has been said is still answered: it resolves after the last final hypothesis. */
  close(): Promise<void> {
    this.endSegment();
    if (this.#segments.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#drained = resolve;
    });
  }

  #forgetTheOldest(): void {
    let waiting = this.#segments.reduce(
      (sum, { samples, final }) => sum + (final ? 0 : samples),
      0,
    );
    for (const { whole, samples } of [...this.#segments]) {
      if (waiting <= MAX_WAITING) return;
      if (whole && this.#options.queue.drop(whole)) waiting -= samples;
    }
  }

  #begin(t0Ms: number): Segment {
    const at = Math.round(t0Ms);
    const segment: Segment = {
      ...{ t0Ms: at, t1Ms: at, chunks: [], samples: 0, decodedSamples: 0 },
      ...{ decoding: false, whole: undefined, previous: '', shown: '', final: undefined },
    };
    this.#segments.push(segment);
    return segment;
  }

  #partial(segment: Segment): void {
    const { partialEverySeconds, pace, queue, decode } = this.#options;
    if (partialEverySeconds === undefined || segment.decoding) return;
    const everySeconds = Math.max(partialEverySeconds, pace?.everySeconds ?? 0);
    if (segment.samples - segment.decodedSamples < everySeconds * SECOND) return;
    segment.decodedSamples = segment.samples;
    const pcm = joined(segment);
    segment.decoding = queue.add({
      final: false,
      seconds: segment.samples / SECOND,
      giveUp: () => undefined,
      run: () =>
        decode(pcm)
          // A partial that fails is none; the final says whether the engine is broken.
          .then(
            (text) => this.#show(segment, text),
            () => undefined,
          )
          .finally(() => {
            segment.decoding = false;
          }),
    });
  }

  #show(segment: Segment, text: string): void {
    const agreed = agreedText(segment.previous, text);
    segment.previous = text;
    // What was shown is not taken back only because the newest decode is sure of less.
    const news = agreed !== '' && !segment.shown.startsWith(agreed);
    if (!news || segment.whole || segment !== this.#segments[0]) return;
    segment.shown = agreed;
    const { t0Ms, t1Ms } = segment;
    this.emit('hypothesis', {
      ...{ text: agreed, stableChars: agreed.length, final: false, t0Ms, t1Ms },
    });
  }

  #emitFinals(): void {
    for (let first = this.#segments[0]; first?.final; first = this.#segments[0]) {
      this.#segments.shift();
      const { t0Ms, t1Ms, final } = first;
      // What a failed segment has shown stays, marked as incomplete.
      const text = final.gap ? first.shown : final.text;
      this.emit('hypothesis', {
        ...{ ...final, text, stableChars: text.length, final: true, t0Ms, t1Ms },
      });
    }
    if (this.#segments.length === 0) this.#drained?.();
  }
}

function joined({ chunks, samples }: Segment): Float32Array {
  const pcm = new Float32Array(samples);
  let at = 0;
  for (const chunk of chunks) {
    pcm.set(chunk, at);
    at += chunk.length;
  }
  return pcm;
}
