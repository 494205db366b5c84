import { afterEach, beforeAll, expect, it } from '@jest/globals';
import { createLogger } from '@silkconsult/service-kit';
import { sql } from 'kysely';
import { z } from 'zod';
import { inTransaction } from '../database/transaction.ts';
import { describeOnEachDatabase } from '../testing/databases.ts';
import { eventually } from '../testing/eventually.ts';
import { defineJob, type Run } from './define.ts';
import { Jobs } from './jobs.ts';

interface Bench {
  handle(data: { number: number }, run: Run): Promise<void> | void;
}

const note = defineJob(
  'note',
  z.object({ number: z.number() }),
  async (bench: Bench, data, run) => bench.handle(data, run),
  { retries: 2, pauseSeconds: 0, concurrency: 2 },
);

describeOnEachDatabase('jobs', (database, kind) => {
  const open: Jobs[] = [];
  /** A process of its own, as far as jobs can tell. */
  async function worker(handle: Bench['handle'] | undefined): Promise<Jobs> {
    const jobs = await Jobs.open(
      { db: database(), kind },
      createLogger('test', 'silent'),
      () => new Date(),
      { working: handle !== undefined, pollSeconds: 0.5 },
    );
    open.push(jobs);
    await jobs.prepare([note]);
    if (handle) await jobs.work({ handle }, [note]);
    return jobs;
  }
  const states = async () =>
    (
      await sql<{ state: string }>`SELECT state FROM jobs.job ORDER BY state`.execute(database())
    ).rows.map(({ state }) => state);

  beforeAll(async () => {
    await sql`CREATE TABLE effect (number integer PRIMARY KEY, times integer NOT NULL)`.execute(
      database(),
    );
  });
  afterEach(async () => {
    for (const jobs of open.splice(0)) await jobs.close();
    await sql`DELETE FROM jobs.job`.execute(database());
    await sql`DELETE FROM effect`.execute(database());
  });

  it('are there exactly when the change that causes them is', async () => {
    const done: number[] = [];
    const jobs = await worker(({ number }) => {
      done.push(number);
    });
    const failed = inTransaction(database(), async (tx) => {
      await jobs.enqueue(tx, note, { number: 1 });
      throw new Error('the change is refused after all');
    });
    await expect(failed).rejects.toThrow('refused');
    await inTransaction(database(), (tx) => jobs.enqueue(tx, note, { number: 2 }));
    await eventually(async () => (await states())[0] === 'completed');
    expect(done).toEqual([2]);
  });

  it('wait until their time', async () => {
    const done: { number: number; at: number }[] = [];
    const jobs = await worker(({ number }) => {
      done.push({ number, at: Date.now() });
    });
    const due = new Date(Date.now() + 2000);
    await jobs.enqueue(database(), note, { number: 1 }, { startAfter: due });
    await jobs.enqueue(database(), note, { number: 2 });
    await eventually(() => done.length === 2);
    expect(done.map(({ number }) => number)).toEqual([2, 1]);
    expect(done[1]?.at).toBeGreaterThanOrEqual(due.getTime());
  });

  it('are tried again after a failure, know their last attempt, and keep no message of it', async () => {
    const runs: Run[] = [];
    const jobs = await worker((_data, run) => {
      runs.push(run);
      throw Object.assign(new Error('Aigul has a headache'), { code: 'ECONNREFUSED' });
    });
    await jobs.enqueue(database(), note, { number: 1 });
    await eventually(async () => (await states())[0] === 'failed');
    expect(runs.map(({ attempt, last }) => [attempt, last])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
    const { rows } = await sql`SELECT output::text FROM jobs.job`.execute(database());
    expect(JSON.stringify(rows)).toContain('ECONNREFUSED');
    expect(JSON.stringify(rows)).not.toContain('Aigul');
  });

  it('take the latest plan of those with one key, and can be dropped by it', async () => {
    const done: number[] = [];
    const jobs = await worker(({ number }) => {
      done.push(number);
    });
    const later = { startAfter: new Date(Date.now() + 3_600_000), singletonKey: 'a' };
    await jobs.enqueue(database(), note, { number: 1 }, later);
    await jobs.enqueue(database(), note, { number: 2 }, later);
    await jobs.enqueue(database(), note, { number: 3 }, { ...later, singletonKey: 'b' });
    expect(await states()).toHaveLength(2);
    await inTransaction(database(), (tx) => jobs.drop(tx, note, 'b'));
    await jobs.enqueue(database(), note, { number: 4 }, { singletonKey: 'a' });
    await eventually(async () => (await states())[0] === 'completed');
    expect(done).toEqual([4]);
  });

  it('have one effect each, with two processes at them and one that dies halfway', async () => {
    const COUNT = 40;
    let deaths = 0;
    const handle: Bench['handle'] = async ({ number }, { attempt }) => {
      await inTransaction(database(), (tx) =>
        sql`INSERT INTO effect VALUES (${number}, 1) ON CONFLICT DO NOTHING`.execute(tx),
      );
      // The effect is there, and the process dies before it can say so.
      if (number % 10 === 0 && attempt === 1) {
        deaths += 1;
        throw new Error('killed');
      }
    };
    const seen = [0, 0];
    const [one] = await Promise.all(
      [0, 1].map((which) =>
        worker(async (data, run) => {
          seen[which] = (seen[which] ?? 0) + 1;
          await new Promise((resolve) => setTimeout(resolve, 150));
          await handle(data, run);
        }),
      ),
    );
    await inTransaction(database(), async (tx) => {
      for (let number = 0; number < COUNT; number += 1) await one?.enqueue(tx, note, { number });
    });
    await eventually(
      async () => (await states()).filter((s) => s === 'completed').length === COUNT,
    );
    const { rows } = await sql<{ times: number }>`SELECT times FROM effect`.execute(database());
    expect(rows).toHaveLength(COUNT);
    expect(deaths).toBe(4);
    expect(seen[0]).toBeGreaterThan(0);
    expect(seen[1]).toBeGreaterThan(0);
    expect((seen[0] ?? 0) + (seen[1] ?? 0)).toBe(COUNT + deaths);
  }, 60_000);

  it('are done one after the other without a pause while there are many', async () => {
    const done: number[] = [];
    const jobs = await worker(({ number }) => {
      done.push(number);
    });
    await inTransaction(database(), (tx) =>
      jobs.enqueueAll(
        tx,
        note,
        Array.from({ length: 100 }, (_, number) => ({ number })),
      ),
    );
    const started = Date.now();
    await eventually(() => done.length === 100);
    // At a pair every half second it would take 25 seconds.
    expect(Date.now() - started).toBeLessThan(12_000);
    expect(new Set(done).size).toBe(100);
  });

  it('wait in a process that does not work, for one that does', async () => {
    const writer = await worker(undefined);
    await writer.enqueue(database(), note, { number: 7 });
    expect(await states()).toEqual(['created']);
    const done: number[] = [];
    await worker(({ number }) => {
      done.push(number);
    });
    await eventually(() => done.length === 1);
    expect(done).toEqual([7]);
  });
});
