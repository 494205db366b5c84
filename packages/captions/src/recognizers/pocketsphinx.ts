import { availableParallelism } from 'node:os';
import type { Language } from '@silkconsult/protocol';
import { DecoderPool } from './decoderPool.ts';
import { LiveStream } from './liveStream.ts';
import { toInt16 } from './pcm.ts';
import { arpaOf } from './phraseModel.ts';
import type { Health, PartialPace, RecognitionStream, Recognizer } from './recognizer.ts';
import type { SphinxModel } from './sphinxModel.ts';
import type { SphinxWorkerData } from './sphinxWorker.ts';

/**
 * How much the expected sentences count beside the general model. Measured on 60 sentences of the
 * book, not one of the general model's own: word errors fall from 9 to 1 % and rise from 8 to 10 %
 * in everyday talk; more weight than this gains nothing (docs/captions.md).
 */
const EXPECTED_WEIGHT = 0.03;
/** Decoders of 160 MB each; a talking speaker takes 15–26 % of a core. */
const DECODERS = Math.max(3, availableParallelism());

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
    const workerData: SphinxWorkerData = { model, warmUp, domain };
    const pool = await DecoderPool.create({
      script: new URL('./sphinxWorker.ts', import.meta.url),
      ...{ workerData, size: DECODERS, loadedAtStart: 2, jobsPerThread: 1 },
    });
    return new PocketsphinxRecognizer(pool);
  }

  constructor(pool: DecoderPool) {
    this.#pool = pool;
  }

  open({ pace }: { pace?: PartialPace } = {}): RecognitionStream {
    const voice = `voice-${this.#voices++}`;
    return new LiveStream((listener) => this.#pool.open({ ...listener, voice, pace }));
  }

  health(): Health {
    return { ok: true, delayMs: this.#pool.delayMs, work: this.#pool.work };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
