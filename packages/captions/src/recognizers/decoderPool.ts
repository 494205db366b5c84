import { Worker } from 'node:worker_threads';
import type { FromDecoder, ToDecoder } from './decoderMessages.ts';
import type { LiveListener, LiveSegment } from './liveStream.ts';
import { toInt16 } from './pcm.ts';
import type { PartialPace, Work } from './recognizer.ts';

/** What is this late is not worth decoding any more: it becomes a gap. */
const TOO_LATE_MS = 30_000;
/** Sound of one voice that may wait for a decoder; then the oldest of it becomes a gap. */
const MAX_WAITING = 15 * 16_000;
/** Loading takes half a second, and many times that on a machine that is overrun. */
const LOAD_TIMEOUT_MS = 50_000;

/** One segment on its way through a decoder. */
export interface DecodeJob extends LiveListener {
  /** Whose speech it is: a decoder that has adapted to this voice is preferred. */
  readonly voice: string;
  readonly pace?: PartialPace;
}

export interface DecoderPoolOptions {
  /** What each thread runs: it loads a decoder, and speaks `decoderMessages.ts`. */
  script: URL;
  workerData: object;
  /** Threads, each with a decoder of its own, that there may be; they are made when needed. */
  size: number;
  /** How many are made at once. */
  loadedAtStart: number;
  /** Segments that one decoder can hear at a time. */
  jobsPerThread: number;
}

interface Slot {
  worker: Worker;
  loaded: boolean;
  voice: string | undefined;
  jobs: Set<ActiveJob>;
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
 * A bounded number of decoders, each in a thread of its own. Segments that find no place wait with
 * their sound in memory (32 kB a second).
 */
export class DecoderPool {
  readonly #options: DecoderPoolOptions;
  readonly #slots: Slot[] = [];
  readonly #jobs = new Map<number, ActiveJob>();
  readonly #work: Work = { soundSeconds: 0, busySeconds: 0 };
  #nextId = 1;
  #closed = false;
  readonly #sweep: NodeJS.Timeout;

  /** Loads the first decoder. @throws Error when it cannot be loaded. */
  static async create(options: DecoderPoolOptions): Promise<DecoderPool> {
    const pool = new DecoderPool(options);
    try {
      await pool.#addSlot();
      // Now, because loading a decoder while another one decodes delays both.
      for (let n = 1; n < options.loadedAtStart; n++) pool.#grow();
      return pool;
    } catch (error) {
      await pool.close();
      throw error;
    }
  }

  constructor(options: DecoderPoolOptions) {
    this.#options = options;
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

  /** A segment begins; its sound waits when every decoder is busy. */
  open(job: DecodeJob): LiveSegment {
    const active: ActiveJob = {
      ...{ id: this.#nextId++, job, openedMs: Date.now(), waiting: [], ended: false },
      ...{ slot: undefined, samplesIn: 0, samplesDone: 0 },
    };
    this.#jobs.set(active.id, active);
    this.#assign();
    return {
      audio: (pcm) => this.#audio(active, toInt16(pcm)),
      end: () => this.#end(active),
    };
  }

  #audio(job: ActiveJob, pcm: Int16Array): boolean {
    if (!this.#jobs.has(job.id)) return false;
    job.samplesIn += pcm.length;
    const sound = { pcm, partialEverySeconds: job.job.pace?.everySeconds ?? 0 };
    if (job.slot) this.#send(job.slot, { type: 'audio', job: job.id, ...sound });
    else {
      job.waiting.push(sound);
      this.#forgetTheOldest(job.job.voice);
    }
    return true;
  }

  #end(job: ActiveJob): void {
    if (!this.#jobs.has(job.id)) return;
    job.ended = true;
    if (job.slot) this.#send(job.slot, { type: 'end', job: job.id });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#sweep);
    await Promise.all(this.#slots.map((slot) => slot.worker.terminate()));
  }

  #assign(): void {
    for (const job of this.#jobs.values()) {
      if (job.slot) continue;
      const free = this.#slots.filter((slot) => slot.loaded && !this.#full(slot));
      free.sort((a, b) => a.jobs.size - b.jobs.size);
      const slot = free.find((s) => s.voice === job.job.voice) ?? free[0];
      if (!slot) break;
      this.#start(job, slot);
    }
    if (this.#slots.every((slot) => slot.loaded && this.#full(slot))) this.#grow();
  }

  #full({ jobs }: Slot): boolean {
    return jobs.size >= this.#options.jobsPerThread;
  }

  #grow(): void {
    if (this.#slots.length >= this.#options.size) return;
    // A thread that cannot start is tried again with the next segment.
    this.#addSlot().catch(() => undefined);
  }

  #start(job: ActiveJob, slot: Slot): void {
    job.slot = slot;
    slot.jobs.add(job);
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
    const { script, workerData } = this.#options;
    const worker = new Worker(script, { workerData, execArgv: [] });
    const slot: Slot = { worker, loaded: false, voice: undefined, jobs: new Set() };
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
    if (!job) return;
    if (message.type === 'final') {
      slot.jobs.delete(job);
      const { text, confidence } = message;
      this.#finish(job, confidence === undefined ? { text } : { text, confidence });
      this.#assign();
    } else if (message.type === 'progress') job.samplesDone = message.samples;
    else job.job.onPartial(message.text);
  }

  #finish(job: ActiveJob, heard: Parameters<LiveListener['onFinal']>[0]): void {
    this.#jobs.delete(job.id);
    job.job.onFinal(heard);
  }

  /** A thread has ended: its segments are gaps; a new thread takes its place while there are jobs. */
  #lose(slot: Slot): void {
    this.#slots.splice(this.#slots.indexOf(slot), 1);
    if (this.#closed) return;
    for (const job of slot.jobs) this.#finish(job, { text: '', gap: true });
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
      this.#finish(job, { text: '', gap: true });
    }
  }

  #giveUpTheLate(): void {
    for (const job of this.#jobs.values()) {
      if (!job.slot && Date.now() - job.openedMs > TOO_LATE_MS)
        this.#finish(job, { text: '', gap: true });
    }
  }
}
