import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '@silkconsult/service-kit';
import { joinedReport, leftReport, lineReport, startedReport } from '../testing/reports.ts';
import { Outbox } from './outbox.ts';

const logger = createLogger('test', 'silent');
let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'silkconsult-outbox-'));
  path = join(folder, 'signaling', 'reports.jsonl');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const reopen = () => Outbox.create(path, logger);

describe('the outbox', () => {
  it('keeps what was recorded, in order, without what was confirmed', async () => {
    const reports = Array.from({ length: 5 }, () => joinedReport());
    const outbox = await reopen();
    for (const report of reports) outbox.record(report);
    await outbox.flushed();
    outbox.confirm(2);
    await outbox.close();
    const again = await reopen();
    expect(again.pending).toEqual(reports.slice(2));
    await again.close();
  });

  it('does not keep on the disk what was said once it is delivered', async () => {
    const [line, after] = [lineReport('Where does it hurt?'), joinedReport()];
    const outbox = await reopen();
    outbox.record(line);
    outbox.record(after);
    await outbox.flushed();
    expect(await readFile(path, 'utf8')).toContain('Where does it hurt?');
    outbox.confirm(1);
    outbox.forgetDelivered();
    await outbox.close();
    expect(await readFile(path, 'utf8')).not.toContain('Where does it hurt?');
    const again = await reopen();
    expect(again.pending).toEqual([after]);
    await again.close();
  });

  it('loses nothing that counts as kept when the process is killed', async () => {
    const script = join(import.meta.dirname, '../testing/recordUntilKilled.ts');
    for (let round = 0; round < 3; round++) {
      const child = spawn(process.execPath, [script, path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const kept: string[] = [];
      const lines = createInterface(child.stdout);
      lines.on('line', (line) => {
        kept.push(line);
        if (kept.length === 60 + round * 7) child.kill('SIGKILL');
      });
      await once(lines, 'close');
      const outbox = await reopen();
      const found = outbox.openReports.map(({ reportId }) => reportId);
      expect(kept.filter((id) => !found.includes(id))).toEqual([]);
      await outbox.close();
    }
  });

  it('reads past a line that a crash tore', async () => {
    const report = joinedReport();
    const outbox = await reopen();
    outbox.record(report);
    await outbox.close();
    await appendFile(path, '{"report":{"reportId":"7');
    const again = await reopen();
    expect(again.pending).toEqual([report]);
    const next = joinedReport();
    again.record(next);
    await again.close();
    const third = await reopen();
    expect(third.pending).toEqual([report, next]);
    await third.close();
  });

  it('knows what was left open, delivered or not', async () => {
    const outbox = await reopen();
    const [started, open, closed] = [startedReport(), joinedReport(), joinedReport()];
    for (const report of [started, open, closed]) outbox.record(report);
    if ('stayId' in closed) outbox.record(leftReport(closed.stayId));
    await outbox.flushed();
    outbox.confirm(4);
    await outbox.close();
    const again = await reopen();
    expect(again.pending).toEqual([]);
    expect(again.openReports).toEqual([started, open]);
    await again.close();
  });

  it('knows until when the process before it lived', async () => {
    const outbox = await reopen();
    outbox.record(joinedReport());
    await outbox.close();
    const then = new Date('2026-11-20T10:00:00Z');
    await utimes(path, then, then);
    const again = await reopen();
    expect(again.lastAlive).toEqual(then);
    await again.close();
  });

  it('stays small however many reports go through it', async () => {
    const outbox = await reopen();
    for (let batch = 0; batch < 30; batch++) {
      for (let one = 0; one < 100; one++) {
        const joined = joinedReport();
        outbox.record(joined);
        if ('stayId' in joined) outbox.record(leftReport(joined.stayId));
      }
      await outbox.flushed();
      outbox.confirm(200);
    }
    const last = joinedReport();
    outbox.record(last);
    await outbox.close();
    expect((await stat(path)).size).toBeLessThan(1_000_000);
    const again = await reopen();
    expect(again.pending).toEqual([last]);
    expect(again.openReports).toEqual([last]);
    expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(1);
    await again.close();
  });

  it('starts on a file that is not one of ours, and says so in the log only', async () => {
    await (await reopen()).close();
    await writeFile(path, 'hello\nworld\n');
    const outbox = await reopen();
    expect(outbox.pending).toEqual([]);
    await outbox.close();
  });
});
