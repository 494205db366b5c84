import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { tellBooked } from '../notices/consults.ts';
import { refreshDemoOffers } from './offers.ts';
import { refreshDemo } from './refresh.ts';

const HOUR = 60 * 60_000;

/** What was planned for the next day and a half is told as if it had just been booked. */
async function tellOfConsults(context: Context): Promise<void> {
  const now = context.now();
  const untold = await context.db
    .selectFrom('appointment')
    .selectAll()
    .where('demo', '=', true)
    .where('status', '=', 'booked')
    .where('starts_at', '>', now)
    .where('starts_at', '<', new Date(now.getTime() + 36 * HOUR))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('notice').select('id').whereRef('notice.subject_id', '=', 'appointment.id'),
        ),
      ),
    )
    .orderBy('starts_at')
    .limit(8)
    .execute();
  await inTransaction(context.db, async (tx) => {
    for (const consult of untold) await tellBooked(context, tx, consult);
  });
}

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
  await tellOfConsults(context);
  await refreshDemoOffers(context);
  logger.info({ durationMs: Math.round(performance.now() - started) }, 'demonstration data ready');
}
