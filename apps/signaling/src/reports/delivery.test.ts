import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EncounterReport } from '@silkconsult/protocol';
import { createLogger } from '@silkconsult/service-kit';
import { joinedReport } from '../testing/reports.ts';
import { SECRET, TestScheduling } from '../testing/scheduling.ts';
import { Delivery } from './delivery.ts';
import { Outbox } from './outbox.ts';

const logger = createLogger('test', 'silent');
let folder: string;
let scheduling: TestScheduling;
let outbox: Outbox;
let delivery: Delivery | undefined;
let rejected: EncounterReport[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'silkconsult-delivery-'));
  scheduling = await TestScheduling.start();
  outbox = await Outbox.create(join(folder, 'reports.jsonl'), logger);
  rejected = [];
});
afterEach(async () => {
  await delivery?.close();
  await outbox.close();
  await scheduling.stop();
  await rm(folder, { recursive: true, force: true });
});

function deliver(options: { secret?: string; answerTimeoutMs?: number } = {}): void {
  delivery = new Delivery({
    outbox,
    url: scheduling.url,
    secret: SECRET,
    logger,
    now: () => new Date(),
    retry: { minTimeout: 5, maxTimeout: 20 },
    rejected: (report) => rejected.push(report),
    ...options,
  });
}

function record(count: number): EncounterReport[] {
  const reports = Array.from({ length: count }, () => joinedReport());
  for (const report of reports) outbox.record(report);
  return reports;
}

const arrived = (count: number) => scheduling.until((reports) => reports.length >= count);

async function emptied(): Promise<void> {
  while (outbox.backlog > 0) await new Promise((resolve) => setImmediate(resolve));
}

describe('reports', () => {
  it('arrive once each, in order, in batches', async () => {
    const reports = record(250);
    deliver();
    expect(await arrived(250)).toEqual(reports);
    await emptied();
    const more = record(3);
    expect((await arrived(253)).slice(250)).toEqual(more);
  });

  it('wait while scheduling is down, and arrive when it is back', async () => {
    await scheduling.stop();
    deliver();
    const reports = record(3);
    await outbox.flushed();
    expect(outbox.backlog).toBe(3);
    await scheduling.listen();
    expect(await arrived(3)).toEqual(reports);
  });

  it.each([401, 404, 429, 500, 503])(
    'are sent again while scheduling answers %i',
    async (status) => {
      scheduling.failWith = status;
      deliver();
      const reports = record(2);
      for (let time = 0; time < 3; time++) await once(scheduling, 'refused');
      scheduling.failWith = undefined;
      expect(await arrived(2)).toEqual(reports);
      expect(rejected).toEqual([]);
    },
  );

  it('are sent again when the answer is late, and count once by their id', async () => {
    scheduling.answersNever = true;
    deliver({ answerTimeoutMs: 30 });
    const reports = record(2);
    while (scheduling.arrivals < 4) await once(scheduling, 'reports');
    scheduling.answersNever = false;
    await emptied();
    expect(scheduling.reports).toEqual(reports);
  });

  it('that scheduling refuses for good do not hold up the others', async () => {
    const reports = record(5);
    const [first, bad, ...others] = reports;
    scheduling.neverTakes.add(bad?.reportId ?? '');
    deliver();
    expect(await arrived(4)).toEqual([first, ...others]);
    await emptied();
    expect(rejected).toEqual([bad]);
  });

  it('with a wrong signature are not taken', async () => {
    deliver({ secret: 'another secret altogether' });
    record(1);
    await outbox.flushed();
    await delivery?.close();
    expect(scheduling.reports).toEqual([]);
    expect(outbox.backlog).toBe(1);
  });

  it('that are left when the node stops are delivered by the next', async () => {
    await scheduling.stop();
    deliver();
    const reports = record(2);
    await delivery?.close();
    await outbox.close();
    await scheduling.listen();
    outbox = await Outbox.create(join(folder, 'reports.jsonl'), logger);
    deliver();
    expect(await arrived(2)).toEqual(reports);
  });
});
