import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Job } from '../jobs/define.ts';
import { announceBookings } from '../notices/announce.ts';

interface DueJob {
  id: string;
  name: string;
  data: object | null;
  retry_count: number;
  retry_limit: number;
}

/**
 * Tells of what was booked and does what is due by the test's clock, and what follows from that, one after the other. A failed
 * job is due again a minute later, until its retries are used up.
 *
 * @returns What was attempted, by name.
 */
export async function runDueJobs(
  context: Context,
  definitions: readonly Job<object, Context>[],
): Promise<string[]> {
  const { db, jobs, now } = context;
  const attempted: string[] = [];
  await announceBookings(context);
  for (;;) {
    const { rows } = await sql<DueJob>`
      UPDATE jobs.job SET state = 'active' WHERE id = (
        SELECT id FROM jobs.job WHERE state < 'active' AND start_after <= ${now()}
        ORDER BY start_after, created_on LIMIT 1)
      RETURNING id, name, data, retry_count, retry_limit`.execute(db);
    const [due] = rows;
    if (!due) return attempted;
    const job = definitions.find(({ name }) => name === due.name);
    if (!job) throw new Error(`no job is called ${due.name}`);
    attempted.push(due.name);
    const last = due.retry_count >= due.retry_limit;
    const run = { id: due.id, attempt: due.retry_count + 1, last };
    try {
      await jobs.run(context, job, due.data ?? {}, run);
      await sql`DELETE FROM jobs.job WHERE id = ${due.id}`.execute(db);
    } catch {
      const again = new Date(now().getTime() + 60_000);
      await sql`
        UPDATE jobs.job SET state = ${last ? 'failed' : 'retry'}::jobs.job_state,
          retry_count = ${due.retry_count + 1}, start_after = ${again}
        WHERE id = ${due.id}`.execute(db);
    }
  }
}
