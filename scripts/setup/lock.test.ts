import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { withLock } from './lock.mjs';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'silkconsult-lock-'));
  file = join(folder, 'set-up.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the lock of set-up', () => {
  it('lets one at a time through and says whom it waits for', async () => {
    const order: string[] = [];
    const waitedFor: string[] = [];
    let finishFirst = () => {};
    const first = withLock(file, async () => {
      order.push('first begins');
      await new Promise<void>((resolve) => {
        finishFirst = resolve;
      });
      order.push('first ends');
    });
    const second = withLock(
      file,
      async () => {
        order.push('second begins');
      },
      (pid) => {
        waitedFor.push(pid);
        finishFirst();
      },
    );
    await Promise.all([first, second]);
    expect(order).toEqual(['first begins', 'first ends', 'second begins']);
    expect(waitedFor).toEqual([String(process.pid)]);
    expect(existsSync(file)).toBe(false);
  });

  it('is given back when the work fails', async () => {
    const fail = () => Promise.reject(new Error('no network'));
    await expect(withLock(file, fail)).rejects.toThrow('no network');
    expect(existsSync(file)).toBe(false);
  });

  it('is taken over from a process that was killed', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(file, `${pid} ${hostname()}`);
    await expect(withLock(file, async () => 'done')).resolves.toBe('done');
  });

  it('is taken over from another machine that has not been heard of for 20 seconds', async () => {
    writeFileSync(file, '1 another-machine');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(file, longAgo, longAgo);
    await expect(withLock(file, async () => 'done')).resolves.toBe('done');
  });
});
