import type { Language } from '@silkconsult/protocol';
import { DecoderPool } from '../decoderPool.ts';
import { LiveStream } from '../liveStream.ts';
import type { Health, PartialPace, RecognitionStream, Recognizer } from '../recognizer.ts';
import { modelWorks } from './check.ts';
import type { OnlineFamily } from './families.ts';
import { ONLINE_FAMILIES } from './families.ts';
import type { HotwordsFile } from './hotwordsFile.ts';
import type { SherpaModel } from './modelFolder.ts';
import { hotwordsOf, onlineConfig } from './modelFolder.ts';
import type { OnlineWorkerData } from './onlineWorker.ts';

/** Speakers whom one thread hears at a time; for the next ones the model is loaded once more. */
const SPEAKERS_PER_THREAD = 8;

export interface SherpaOnlineOptions {
  id: string;
  model: SherpaModel<OnlineFamily>;
  languages: readonly Language[];
  /** How many threads there may be, each with the model in its memory. */
  decoders: number;
}

/** Models of sherpa-onnx that hear while somebody speaks, on this machine's processor. */
export class SherpaOnlineRecognizer implements Recognizer {
  readonly id: string;
  readonly languages: readonly Language[];
  readonly streaming = true;
  readonly remote = false;
  readonly #pool: DecoderPool;
  /** Read again by each thread that loads the model. */
  readonly #hotwords: HotwordsFile | undefined;
  #voices = 0;

  /** @throws Error with a sentence for the log when the model is not there or does not work. */
  static async create(options: SherpaOnlineOptions): Promise<SherpaOnlineRecognizer> {
    const hotwords = await hotwordsOf(options.model);
    try {
      return new SherpaOnlineRecognizer(options, await load(options, hotwords), hotwords);
    } catch (error) {
      await hotwords?.remove();
      throw error;
    }
  }

  private constructor(
    { id, languages }: SherpaOnlineOptions,
    pool: DecoderPool,
    hotwords: HotwordsFile | undefined,
  ) {
    this.id = id;
    this.languages = languages;
    this.#pool = pool;
    this.#hotwords = hotwords;
  }

  open({ pace }: { pace?: PartialPace } = {}): RecognitionStream {
    const voice = `voice-${this.#voices++}`;
    return new LiveStream((listener) => this.#pool.open({ ...listener, voice, pace }));
  }

  health(): Health {
    return { ok: true, delayMs: this.#pool.delayMs, work: this.#pool.work };
  }

  async close(): Promise<void> {
    await this.#pool.close();
    await this.#hotwords?.remove();
  }
}

async function load(
  { model, decoders }: SherpaOnlineOptions,
  hotwords: HotwordsFile | undefined,
): Promise<DecoderPool> {
  const config = onlineConfig(model, hotwords);
  const complaint = `${model.folder} is not a working streaming model of the family ${model.family}`;
  if (!(await modelWorks({ kind: 'online', config }))) throw new Error(complaint);
  const workerData: OnlineWorkerData = { config, tail: ONLINE_FAMILIES[model.family].tail };
  return DecoderPool.create({
    script: new URL('./onlineWorker.ts', import.meta.url),
    ...{ workerData, size: decoders, loadedAtStart: 1, jobsPerThread: SPEAKERS_PER_THREAD },
  }).catch(() => {
    throw new Error(complaint);
  });
}
