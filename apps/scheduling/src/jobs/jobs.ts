import { randomUUID } from 'node:crypto';
import type { Logger } from '@silkconsult/service-kit';
import { fromKysely, type JobResult, type JobWithMetadata, PgBoss } from 'pg-boss';
import type { OpenDatabase } from '../database/open.ts';
import { statementsOf } from '../database/statements.ts';
import type { Queries } from '../database/types.ts';
import { errorCode } from '../errorCode.ts';
import type { Job, Run } from './define.ts';

/** pg-boss keeps its tables in a schema of its own and migrates them by itself. */
const SCHEMA = 'jobs';
/** A job written by this process is looked for this soon, when its transaction has most likely ended. */
const WAKE_MS = 100;
/** What is due within this time is looked for at its moment; what is due later, at the next look. */
const PRECISE_MS = 5 * 60_000;
const COMPLAIN_MS = 30_000;

export interface JobsOptions {
  /** False: jobs are written and wait; nothing of the kind runs in this process. */
  working: boolean;
  /** How often each queue is looked at, for what other processes wrote and for what is due. */
  pollSeconds?: number;
}

export interface When {
  startAfter?: Date;
  /** At most one queued job of its kind has this key; a second one replaces the first's plan. */
  singletonKey?: string;
}

/**
 * Work that is done later, once in effect: written in the transaction of the change that causes it,
 * so it is there exactly when the change is.
 */
export class Jobs {
  readonly #boss: PgBoss;
  readonly #logger: Logger;
  readonly #now: () => Date;
  readonly #options: JobsOptions;
  readonly #workers = new Map<string, string>();
  readonly #waking = new Map<string, NodeJS.Timeout>();
  #complained = 0;

  private constructor(boss: PgBoss, logger: Logger, now: () => Date, options: JobsOptions) {
    this.#boss = boss;
    this.#logger = logger;
    this.#now = now;
    this.#options = options;
  }

  static async open(
    { db, kind }: Pick<OpenDatabase, 'db' | 'kind'>,
    logger: Logger,
    now: () => Date,
    options: JobsOptions,
  ): Promise<Jobs> {
    const boss = new PgBoss({
      db: { executeSql: statementsOf(db) },
      backend: kind === 'embedded' ? 'pglite' : 'postgres',
      schema: SCHEMA,
      schedule: options.working,
      supervise: options.working,
    });
    const jobs = new Jobs(boss, logger, now, options);
    boss.on('error', (error) => jobs.#complain(error));
    await boss.start();
    return jobs;
  }

  /** Every poll of every queue fails while the database is away: one line tells it. */
  #complain(error: Error): void {
    if (Date.now() - this.#complained < COMPLAIN_MS) return;
    this.#complained = Date.now();
    this.#logger.warn({ err: error }, 'jobs cannot be looked for');
  }

  /** Makes the queues. It also fills pg-boss's cache of them, so that `enqueue` reads nothing. */
  async prepare<Context>(definitions: readonly Job<object, Context>[]): Promise<void> {
    const known = new Set((await this.#boss.getQueues()).map((queue) => queue.name));
    for (const { name, options } of definitions) {
      const settings = {
        retryLimit: options.retries,
        retryDelay: options.pauseSeconds,
        retryBackoff: true,
        retryDelayMax: options.longestPauseSeconds,
        expireInSeconds: options.limitSeconds,
      };
      if (known.has(name)) await this.#boss.updateQueue(name, settings);
      else await this.#boss.createQueue(name, { ...settings, policy: 'short' });
      await this.#boss.findJobs(name, { id: randomUUID() });
    }
  }

  /** Begins to do what is due, here and in every other process that works. */
  async work<Context>(
    context: Context,
    definitions: readonly Job<object, Context>[],
  ): Promise<void> {
    if (!this.#options.working) return;
    for (const job of definitions) {
      const worker = await this.#boss.work(
        job.name,
        {
          includeMetadata: true,
          batchSize: job.options.concurrency,
          // A full batch means that there is more: it is fetched at once, not at the next look.
          burstWhenBatchFull: true,
          perJobResults: true,
          pollingIntervalSeconds: this.#options.pollSeconds ?? 2,
        },
        (batch) => Promise.all(batch.map((one) => this.#attempt(context, job, one))),
      );
      this.#workers.set(job.name, worker);
      if (job.options.every) await this.#boss.schedule(job.name, job.options.every);
    }
  }

  /** Settles each job of a batch by itself: one that fails does not take the others with it. */
  async #attempt<Context>(
    context: Context,
    job: Job<object, Context>,
    { id, data, retryCount, retryLimit }: JobWithMetadata<unknown>,
  ): Promise<JobResult> {
    const run = { id, attempt: retryCount + 1, last: retryCount >= retryLimit };
    try {
      await this.run(context, job, data ?? {}, run);
      return { id, status: 'completed' };
    } catch (error) {
      return { id, status: 'failed', output: error };
    }
  }

  /**
   * One attempt. An error goes on without its message, which may quote what a job is about: pg-boss
   * keeps it in the job's row.
   */
  async run<Context>(
    context: Context,
    job: Job<object, Context>,
    data: unknown,
    run: Run,
  ): Promise<void> {
    try {
      await job.handle(context, job.schema.parse(data), run);
    } catch (error) {
      const { attempt } = run;
      this.#logger.warn({ err: error, kind: job.name, attempt }, 'a job failed');
      throw new Error(errorCode(error) ?? (error instanceof Error ? error.name : 'unknown'));
    }
  }

  /** Writes a job in the caller's transaction. */
  async enqueue<Data extends object>(
    tx: Queries,
    job: Job<Data, never>,
    data: Data,
    { startAfter = this.#now(), singletonKey }: When = {},
  ): Promise<void> {
    const db = fromKysely(tx);
    if (singletonKey) await this.#boss.upsert(job.name, data, { db, startAfter, singletonKey });
    else await this.#boss.send(job.name, data, { db, startAfter, singletonKey: randomUUID() });
    this.#wake(job.name, Math.max(0, startAfter.getTime() - this.#now().getTime()));
  }

  /** Writes several jobs of one kind in the caller's transaction, for now. */
  async enqueueAll<Data extends object>(
    tx: Queries,
    job: Job<Data, never>,
    all: readonly Data[],
  ): Promise<void> {
    if (all.length === 0) return;
    const startAfter = this.#now();
    const rows = all.map((data) => ({ data, startAfter, singletonKey: randomUUID() }));
    await this.#boss.insert(job.name, rows, { db: fromKysely(tx) });
    this.#wake(job.name);
  }

  /** Drops a job that is queued under this key, if there is one. */
  async drop(tx: Queries, job: Pick<Job, 'name'>, singletonKey: string): Promise<void> {
    const db = fromKysely(tx);
    const queued = await this.#boss.findJobs(job.name, { db, key: singletonKey, queued: true });
    if (queued.length === 0) return;
    const ids = queued.map(({ id }) => id);
    await this.#boss.deleteJob(job.name, ids, { db });
  }

  /**
   * The job itself is in the database: should this process die before it is due, another one finds
   * it at its next look.
   */
  #wake(name: string, delayMs = 0): void {
    const worker = this.#workers.get(name);
    const moment = `${name} ${Math.ceil((Date.now() + delayMs) / WAKE_MS)}`;
    if (!worker || delayMs > PRECISE_MS || this.#waking.has(moment)) return;
    const wake = () => {
      this.#waking.delete(moment);
      this.#boss.notifyWorker(worker);
    };
    this.#waking.set(moment, setTimeout(wake, delayMs + WAKE_MS).unref());
  }

  /** Ends after the jobs that run now, or after five seconds; what is cut off runs again elsewhere. */
  async close(): Promise<void> {
    for (const timer of this.#waking.values()) clearTimeout(timer);
    await this.#boss.stop({ graceful: true, timeout: 5000 });
  }
}
