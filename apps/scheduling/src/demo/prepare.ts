import type { Context } from '../context.ts';
import { refreshDemo } from './refresh.ts';

/**
 * The demonstration data, if they are wanted. Unless DEMO says so, that is: with the embedded
 * database, as long as no real hospital is in it.
 *
 * @throws ConfigError when DEMO is set and the database holds real data.
 */
export async function prepareDemo(context: Context): Promise<void> {
  const { demo, db, logger, now } = context;
  if (!demo) return;
  const started = performance.now();
  await refreshDemo(db, now(), logger);
  logger.info({ durationMs: Math.round(performance.now() - started) }, 'demonstration data ready');
}
