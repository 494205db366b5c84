import { EventEmitter } from 'node:events';
import { availableParallelism } from 'node:os';
import type { Language } from '@silkconsult/protocol';
import { DecoderPool } from './decoderPool.ts';
import { toInt16 } from './pcm.ts';
import { arpaOf } from './phraseModel.ts';
import type {
  Health,
  Hypothesis,
  PartialPace,
  PcmChunk,
  RecognitionStream,
  Recognizer,
} from './recognizer.ts';
import type { SphinxModel } from './sphinxModel.ts';

/**
 * How much the expected sentences count beside the general model. Measured on 60 sentences of the
 * book, not one of the general model's own: word errors fall from 9 to 1 % and rise from 8 to 10 %
 * in everyday talk; more weight than this gains nothing (docs/captions.md).
 */
const EXPECTED_WEIGHT = 0.03;
/** Decoders of 160 MB each; a talking speaker takes 15–26 % of a core. */
const DECODERS = Math.max(3, availableParallelism());
const UNHURRIED: PartialPace = { everySeconds: 0 };

/** English by CMU pocketsphinx: offline, small, with Debian's `pocketsphinx-en-us` model. */
export class PocketsphinxRecognizer implements Recognizer {
  readonly id = 'pocketsphinx';
  readonly languages: readonly Language[] = ['en'];
  readonly streaming = true;
  readonly remote = false;
  readonly #pool: DecoderPool;
  #voices = 0;

  /**
   * @param options.warmUp speech to decode once before the first real sound.
   * @param options.expected sentences that are likely here, as lower-case words.
   * @throws Error when the library or the model does not load.
   */
  static async create(options: {
    model: SphinxModel;
    warmUp: Float32Array;
    expected: readonly (readonly string[])[];
  }): Promise<PocketsphinxRecognizer> {
    const { model, expected } = options;
    const domain =
      expected.length > 0 ? { arpa: arpaOf(expected), weight: EXPECTED_WEIGHT } : undefined;
    const warmUp = toInt16(options.warmUp);
    const pool = await DecoderPool.create({ model, warmUp, domain }, DECODERS);
    return new PocketsphinxRecognizer(pool);
  }

  constructor(pool: DecoderPool) {
    this.#pool = pool;
  }

  open({ pace = UNHURRIED }: { pace?: PartialPace } = {}): RecognitionStream {
    return new PocketsphinxStream(this.#pool, `voice-${this.#voices++}`, pace);
  }

  health(): Health {
    return { ok: true, delayMs: this.#pool.delayMs, work: this.#pool.work };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

interface OpenSegment {
  job: number;
  t0Ms: number;
  t1Ms: number;
  heard: Omit<Hypothesis, 't0Ms' | 't1Ms'> | undefined;
}

class PocketsphinxStream
  extends EventEmitter<{ hypothesis: [Hypothesis] }>
  implements RecognitionStream
{
  readonly #pool: DecoderPool;
  readonly #voice: string;
  readonly #pace: PartialPace;
  /** In the order in which they were spoken; two decoders may finish them in another. */
  #segments: OpenSegment[] = [];
  #open: OpenSegment | undefined;
  #drained: (() => void) | undefined;

  constructor(pool: DecoderPool, voice: string, pace: PartialPace) {
    super();
    this.#pool = pool;
    this.#voice = voice;
    this.#pace = pace;
  }

  push(chunk: PcmChunk): boolean {
    const segment = this.#open ?? this.#begin(chunk.t0Ms);
    segment.t1Ms = Math.round(chunk.t0Ms + chunk.pcm.length / 16);
    return this.#pool.audio(segment.job, toInt16(chunk.pcm), this.#pace.everySeconds);
  }

  endSegment(): void {
    if (this.#open) this.#pool.end(this.#open.job);
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

  #begin(t0Ms: number): OpenSegment {
    const segment: OpenSegment = { job: 0, t0Ms: Math.round(t0Ms), t1Ms: t0Ms, heard: undefined };
    this.#segments.push(segment);
    this.#open = segment;
    segment.job = this.#pool.begin({
      voice: this.#voice,
      onPartial: (text, stableChars) => {
        if (segment === this.#segments[0]) this.#emit(segment, { text, stableChars, final: false });
      },
      onFinal: (text, gap) => {
        segment.heard = { text, stableChars: text.length, final: true, gap };
        this.#emitFinals();
      },
    });
    return segment;
  }

  #emitFinals(): void {
    for (let first = this.#segments[0]; first?.heard; first = this.#segments[0]) {
      this.#segments.shift();
      this.#emit(first, first.heard);
    }
    if (this.#segments.length === 0) this.#drained?.();
  }

  #emit(segment: OpenSegment, heard: Omit<Hypothesis, 't0Ms' | 't1Ms'>): void {
    this.emit('hypothesis', { ...heard, t0Ms: segment.t0Ms, t1Ms: segment.t1Ms });
  }
}
