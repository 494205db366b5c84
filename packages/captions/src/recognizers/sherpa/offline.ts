import type { Language } from '@silkconsult/protocol';
import type { OfflineRecognizer } from 'sherpa-onnx-node';
import { sherpa } from '../../audio/sherpaLibrary.ts';
import { DecodeQueue } from '../decodeQueue.ts';
import type { Health, PartialPace, RecognitionStream, Recognizer } from '../recognizer.ts';
import { SegmentStream } from '../segmentStream.ts';
import { modelWorks } from './check.ts';
import { OFFLINE_FAMILIES } from './families.ts';
import type { HotwordsFile } from './hotwordsFile.ts';
import type { SherpaModel } from './modelFolder.ts';
import { hotwordsOf, offlineConfig } from './modelFolder.ts';

/** Each partial decodes the whole segment again: more often would cost more than it shows. */
const PARTIAL_EVERY_SECONDS = 0.5;
/** Decodes run in libuv's pool of four threads: one is left for everything else. */
const MAX_PLACES = 3;

export interface SherpaOptions {
  id: string;
  model: SherpaModel;
  languages: readonly Language[];
  /** How many decodes may run at a time. */
  places: number;
}

/** Models of sherpa-onnx that know only whole segments, on this machine's processor. */
export class SherpaOfflineRecognizer implements Recognizer {
  readonly id: string;
  readonly languages: readonly Language[];
  readonly streaming = true;
  readonly remote = false;
  readonly #models: ReadonlyMap<Language, OfflineRecognizer>;
  readonly #queue: DecodeQueue;

  /** @throws Error with a sentence for the log when the model is not there or does not work. */
  static async create(options: SherpaOptions): Promise<SherpaOfflineRecognizer> {
    const hotwords = await hotwordsOf(options.model);
    try {
      return new SherpaOfflineRecognizer(options, await loadAll(options, hotwords));
    } finally {
      // The library has read it.
      await hotwords?.remove();
    }
  }

  private constructor(
    { id, languages, places }: SherpaOptions,
    models: ReadonlyMap<Language, OfflineRecognizer>,
  ) {
    this.id = id;
    this.languages = languages;
    this.#models = models;
    this.#queue = new DecodeQueue(Math.min(places, MAX_PLACES));
  }

  open({ language, pace }: { language: Language; pace?: PartialPace }): RecognitionStream {
    const recognizer = this.#models.get(language);
    if (!recognizer) throw new Error(`${this.id} is not loaded for ${language}`);
    return new SegmentStream({
      queue: this.#queue,
      partialEverySeconds: PARTIAL_EVERY_SECONDS,
      pace,
      decode: async (samples) => {
        // Held until the decode is over: the library does not hold it.
        const stream = recognizer.createStream();
        stream.acceptWaveform({ sampleRate: 16_000, samples });
        const { text } = await recognizer.decodeAsync(stream);
        return text.trim();
      },
    });
  }

  health(): Health {
    return { ok: true, delayMs: this.#queue.delayMs, work: this.#queue.work };
  }

  /** The library frees a model when nobody holds it any more. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** One model for all languages, or one for each where it is told the language. */
async function loadAll(
  { model, languages }: SherpaOptions,
  hotwords: HotwordsFile | undefined,
): Promise<ReadonlyMap<Language, OfflineRecognizer>> {
  const models = new Map<Language, OfflineRecognizer>();
  let shared: OfflineRecognizer | undefined;
  for (const language of languages) {
    if (!shared || OFFLINE_FAMILIES[model.family].toldLanguage) {
      const config = offlineConfig(model, language, hotwords);
      if (!(await modelWorks({ kind: 'offline', config }))) {
        throw new Error(`${model.folder} is not a working model of the family ${model.family}`);
      }
      shared = await sherpa().OfflineRecognizer.createAsync(config);
    }
    models.set(language, shared);
  }
  return models;
}
