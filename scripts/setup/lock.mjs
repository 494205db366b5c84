import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const HEARTBEAT_MS = 2_000;
const STALE_MS = 20_000;

/**
 * Runs `work` while no other process holds the lock `file`, waiting for it as long as needed.
 * A holder that was killed leaves a file that nobody touches any more: it is taken over at once
 * when its process is gone from this machine, else after 20 seconds.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {(holder: string) => void} [onWait] called once if another process holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait) {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    if (isAbandoned(file)) {
      discard(file);
      continue;
    }
    if (!told) onWait?.(holderOf(file)?.pid ?? 'unknown');
    told = true;
    await wait(300);
  }
  const release = () => rmSync(file, { force: true });
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS);
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.removeListener('exit', release);
    release();
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, `${process.pid} ${hostname()}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file */
function holderOf(file) {
  try {
    const [pid = '', host = ''] = readFileSync(file, 'utf8').split(' ');
    return { pid, host };
  } catch {
    return undefined;
  }
}

/** @param {string} file */
function isAbandoned(file) {
  const holder = holderOf(file);
  if (!holder) return false;
  try {
    if (Date.now() - statSync(file).mtimeMs > STALE_MS) return true;
    if (holder.host === hostname() && holder.pid !== '') process.kill(Number(holder.pid), 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}

/**
 * Moved aside first: of several processes that find the same abandoned lock only one can move it.
 * @param {string} file
 */
function discard(file) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    rmSync(aside, { force: true });
  } catch {
    // Another process was faster.
  }
}

/** @param {string} file */
function touch(file) {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // The cache folder was removed under us; the work itself will say so.
  }
}
