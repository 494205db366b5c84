import type { z } from 'zod';

/** One attempt at a job. */
export interface Run {
  /** The job's id: the same in every attempt. */
  id: string;
  /** 1 for the first. */
  attempt: number;
  /** No further attempt follows: what is not done now is given up. */
  last: boolean;
}

export interface JobOptions {
  /** How often a failed job is tried again. */
  retries: number;
  /** The pause before the first retry; it doubles each time, up to `longestPauseSeconds`. */
  pauseSeconds: number;
  longestPauseSeconds: number;
  /** An attempt that takes longer counts as dead, and the next one begins. */
  limitSeconds: number;
  /** How many run at once in one process; at least two. */
  concurrency: number;
  /** A cron expression in UTC: runs by itself, once at a time however many processes there are. */
  every?: string;
}

const DEFAULTS: JobOptions = {
  retries: 5,
  pauseSeconds: 5,
  longestPauseSeconds: 15 * 60,
  limitSeconds: 60,
  concurrency: 4,
};

/** A kind of work that is done later, with what it is told and how it is done. */
export interface Job<Data extends object = object, Context = never> {
  readonly name: string;
  readonly schema: z.ZodType<Data>;
  readonly options: JobOptions;
  handle(context: Context, data: Data, run: Run): Promise<void>;
}

/**
 * Declares a job. A process can be killed after a handler's effect and before the job is marked
 * done, and then it runs again: so a handler locks the row that it is about, looks whether the
 * effect is there already, and writes that it is in the same transaction.
 *
 * @param schema What the job is told: identifiers, never names or clinical text.
 */
export function defineJob<Data extends object, Context>(
  name: string,
  schema: z.ZodType<Data>,
  handle: (context: Context, data: Data, run: Run) => Promise<void>,
  options: Partial<JobOptions> = {},
): Job<Data, Context> {
  return { name, schema, handle, options: { ...DEFAULTS, ...options } };
}
