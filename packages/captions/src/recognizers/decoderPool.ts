import { Worker } from 'node:worker_threads';
import type { Work } from './recognizer.ts';
import type { FromDecoder, SphinxWorkerData, ToDecoder } from './sphinxMessages.ts';

/** What is this late is not worth decoding any more: it becomes a gap. */
const TOO_LATE_MS = 30_000;
/** Sound of one voice that may wait for a decoder; then the oldest of it becomes a gap. */
const MAX_WAITING = 15 * 16_000;
/** Loading takes half a second, and many times that on a machine that is overrun. */
const LOAD_TIMEOUT_MS = 50_000;

/** One segment on its way through a decoder. */
export interface DecodeJob {
  /** Whose speech it is: a decoder that has adapted to this voice is preferred. */
  readonly voice: string;
  onPartial(text: string, stableChars: number): void;
  /** Called exactly once. `gap`: the segment was given up. */
  onFinal(text: string, gap: boolean): void;
}

interface Slot {
  worker: Worker;
  loaded: boolean;
  voice: string | undefined;
  job: ActiveJob | undefined;
}

type Sound = Pick<Extract<ToDecoder, { type: 'audio' }>, 'pcm' | 'partialEverySeconds'>;

interface ActiveJob {
  id: number;
  job: DecodeJob;
  openedMs: number;
  /** Sound that no decoder has been given yet. */
  waiting: Sound[];
  ended: boolean;
  slot: Slot | undefined;
  samplesIn: number;
  samplesDone: number;
}

/**
 * A bounded number of decoders, each in a thread of its own, one segment at a time each. Segments
 * that find no free decoder wait with their sound in memory (32 kB a second).
 */
export class DecoderPool {
  readonly #data: SphinxWorkerData;
  readonly #size: number;
  readonly #slots: Slot[] = [];
  readonly #jobs = new Map<number, ActiveJob>();
  readonly #work: Work = { soundSeconds: 0, busySeconds: 0 };
  #nextId = 1;
  #closed = false;
  readonly #sweep: NodeJS.Timeout;

  /** Loads the first decoder. @throws Error when it cannot be loaded. */
  static async create(data: SphinxWorkerData, size: number): Promise<DecoderPool> {
    const pool = new DecoderPool(data, size);
    try {
      await pool.#addSlot();
      // The second is loaded now, because loading while the first one decodes would delay both.
      pool.#grow();
      return pool;
    } catch (error) {
      await pool.close();
      throw error;
    }
  }

  constructor(data: SphinxWorkerData, size: number) {
    this.#data = data;
    this.#size = size;
    this.#sweep = setInterval(() => this.#giveUpTheLate(), 1000).unref();
  }

  /** How long the sound that waits longest has waited. */
  get delayMs(): number {
    let worst = 0;
    for (const job of this.#jobs.values()) worst = Math.max(worst, this.#delayOf(job));
    return worst;
  }

  get work(): Work {
    return { ...this.#work };
  }

  begin(job: DecodeJob): number {
    const id = this.#nextId++;
    this.#jobs.set(id, {
      id,
      job,
      openedMs: Date.now(),
      waiting: [],
      ended: false,
      slot: undefined,
      samplesIn: 0,
      samplesDone: 0,
    });
    this.#assign();
    return id;
  }

  /** False when the segment has been given up. */
  audio(id: number, pcm: Int16Array, partialEverySeconds: number): boolean {
    const job = this.#jobs.get(id);
    if (!job) return false;
    job.samplesIn += pcm.length;
    const sound = { pcm, partialEverySeconds };
    if (job.slot) this.#send(job.slot, { type: 'audio', job: id, ...sound });
    else {
      job.waiting.push(sound);
      this.#forgetTheOldest(job.job.voice);
    }
    return true;
  }

  end(id: number): void {
    const job = this.#jobs.get(id);
    if (!job) return;
    job.ended = true;
    if (job.slot) this.#send(job.slot, { type: 'end', job: id });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#sweep);
    await Promise.all(this.#slots.map((slot) => slot.worker.terminate()));
  }

  #assign(): void {
    for (const job of this.#jobs.values()) {
      if (job.slot) continue;
      const free = this.#slots.filter((slot) => slot.loaded && !slot.job);
      const slot = free.find((s) => s.voice === job.job.voice) ?? free[0];
      if (!slot) break;
      this.#start(job, slot);
    }
    if (this.#slots.every((slot) => slot.loaded && slot.job)) this.#grow();
  }

  #grow(): void {
    if (this.#slots.length >= this.#size) return;
    // A thread that cannot start is tried again with the next segment.
    this.#addSlot().catch(() => undefined);
  }

  #start(job: ActiveJob, slot: Slot): void {
    job.slot = slot;
    slot.job = job;
    slot.voice = job.job.voice;
    this.#send(slot, { type: 'begin', job: job.id });
    for (const sound of job.waiting) this.#send(slot, { type: 'audio', job: job.id, ...sound });
    job.waiting = [];
    if (job.ended) this.#send(slot, { type: 'end', job: job.id });
  }

  #send(slot: Slot, message: ToDecoder): void {
    slot.worker.postMessage(message);
  }

  async #addSlot(): Promise<void> {
    const worker = new Worker(new URL('./sphinxWorker.ts', import.meta.url), {
      workerData: this.#data,
      execArgv: [],
    });
    const slot: Slot = { worker, loaded: false, voice: undefined, job: undefined };
    this.#slots.push(slot);
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('timeout')), LOAD_TIMEOUT_MS);
      worker.on('message', (message: FromDecoder) => {
        if (message.type === 'loaded') resolve();
        this.#receive(slot, message);
      });
      worker.on('error', reject);
      worker.on('exit', () => {
        reject(new Error('exit'));
        this.#lose(slot);
      });
      const done = () => clearTimeout(timer);
      worker.once('message', done).once('exit', done);
    });
  }

  #receive(slot: Slot, message: FromDecoder): void {
    if (message.type === 'loaded') {
      slot.loaded = true;
      this.#assign();
      return;
    }
    if (message.type === 'worked') {
      this.#work.soundSeconds += message.soundSeconds;
      this.#work.busySeconds += message.busySeconds;
      return;
    }
    const job = this.#jobs.get(message.job);
    if (message.type === 'final') {
      slot.job = undefined;
      if (job) this.#finish(job, message.text, false);
      this.#assign();
    } else if (job && message.type === 'progress') job.samplesDone = message.samples;
    else if (job && message.type === 'partial') {
      job.job.onPartial(message.text, message.stableChars);
    }
  }

  #finish(job: ActiveJob, text: string, gap: boolean): void {
    this.#jobs.delete(job.id);
    job.job.onFinal(text, gap);
  }

  /** A thread has ended: its segment is a gap; a new thread takes its place while there are jobs. */
  #lose(slot: Slot): void {
    this.#slots.splice(this.#slots.indexOf(slot), 1);
    if (this.#closed) return;
    if (slot.job) this.#finish(slot.job, '', true);
    if (slot.loaded) this.#assign();
  }

  #delayOf(job: ActiveJob): number {
    if (!job.slot) return Date.now() - job.openedMs;
    // While a segment is open its newest third of a second is never reported as done.
    return Math.max(0, (job.samplesIn - job.samplesDone) / 16 - 400);
  }

  #forgetTheOldest(voice: string): void {
    const queued = [...this.#jobs.values()].filter(({ slot, job }) => !slot && job.voice === voice);
    let waiting = queued.reduce((sum, { samplesIn }) => sum + samplesIn, 0);
    for (const job of queued) {
      if (waiting <= MAX_WAITING) return;
      if (!job.ended) continue;
      waiting -= job.samplesIn;
      this.#finish(job, '', true);
    }
  }

  #giveUpTheLate(): void {
    for (const job of this.#jobs.values()) {
      if (!job.slot && Date.now() - job.openedMs > TOO_LATE_MS) this.#finish(job, '', true);
    }
  }
}
