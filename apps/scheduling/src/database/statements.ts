import type { Database } from './types.ts';

/**
 * Runs SQL as it stands. Without values the text may hold several statements, which Kysely's
 * drivers do not take; libraries that bring their own SQL need it.
 */
export type RunStatements = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;

const runners = new WeakMap<Database, RunStatements>();

/** Remembers how statements reach this database; called by who opens it. */
export function withStatements(db: Database, run: RunStatements): Database {
  runners.set(db, run);
  return db;
}

export function statementsOf(db: Database): RunStatements {
  const run = runners.get(db);
  if (!run) throw new Error('this database was not opened by database/open.ts');
  return run;
}
