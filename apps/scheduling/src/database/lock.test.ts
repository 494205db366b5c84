import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { lockFolder } from './lock.ts';

let folder: string;
const lost = (error: Error) => {
  throw error;
};
const lockPath = () => join(folder, 'database.lock');
const lock = (patienceMs = 0) => lockFolder(folder, lockPath(), lost, patienceMs);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('refuses the second with one sentence that says who has the folder', async () => {
  const release = await lock();
  await expect(lock()).rejects.toThrow(
    `in use by another process (process ${process.pid} on ${hostname()}): stop that one`,
  );
  await release();
});

it('is free again when it was given back, and leaves nothing behind', async () => {
  await (await lock())();
  expect(await readdir(folder)).toEqual([]);
  await (await lock())();
});

it('is waited for when it is about to be given back', async () => {
  const release = await lock();
  const next = lock(10_000);
  await release();
  await (await next)();
});

it('is taken over at once from a process that was killed', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  await mkdir(lockPath());
  await writeFile(`${lockPath()}.owner`, JSON.stringify({ pid, host: hostname() }));
  await (await lock())();
});

it('is not taken over from another machine that may be alive, until it renews it no more', async () => {
  await mkdir(lockPath());
  await writeFile(`${lockPath()}.owner`, JSON.stringify({ pid: 1, host: 'elsewhere' }));
  await expect(lock()).rejects.toThrow('in use');
  const aMinuteAgo = new Date(Date.now() - 60_000);
  await utimes(lockPath(), aMinuteAgo, aMinuteAgo);
  await (await lock())();
});

it('is taken over from a killed process by one of many that find it dead', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  await mkdir(lockPath());
  await writeFile(`${lockPath()}.owner`, JSON.stringify({ pid, host: hostname() }));
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => lock()));
  const taken = outcomes.filter(({ status }) => status === 'fulfilled');
  expect(taken).toHaveLength(1);
  for (const outcome of outcomes) if (outcome.status === 'fulfilled') await outcome.value();
});
