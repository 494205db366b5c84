import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigError } from '@silkconsult/service-kit';
import lockfile from 'proper-lockfile';
import { errorCode } from '../errorCode.ts';

/** PGlite blocks the thread while it opens, so the lock must outlive a long pause. */
const STALE_MS = 30_000;
/** A process that is being replaced needs a moment to end. */
const PATIENCE_MS = 5_000;
const RETRY_MS = 200;

interface Owner {
  pid: number;
  host: string;
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    const owner: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof owner !== 'object' || owner === null) return undefined;
    if (!('pid' in owner) || !('host' in owner)) return undefined;
    return typeof owner.pid === 'number' && typeof owner.host === 'string'
      ? { pid: owner.pid, host: owner.host }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Killed, but not yet collected by its parent: Linux still answers signals for it. */
async function isZombie(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /\) Z /.test(stat);
}

/** True only where it is certain: another machine's (or container's) processes cannot be seen. */
async function isDead(owner: Owner): Promise<boolean> {
  if (owner.host !== hostname() || owner.pid === process.pid) return false;
  try {
    process.kill(owner.pid, 0);
    return await isZombie(owner.pid);
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}

/**
 * Takes the lock if it is free or its owner is dead. All of it happens behind a gate (a lock of
 * seconds), or of two processes that find the same dead owner the second would sweep away the lock
 * that the first has just taken.
 *
 * @returns Gives the lock back.
 * @throws With the code ELOCKED when somebody else has the lock or is at the gate.
 */
async function acquire(
  folder: string,
  lockPath: string,
  onLost: (error: Error) => void,
): Promise<() => Promise<void>> {
  const ownerPath = `${lockPath}.owner`;
  const openGate = await lockfile.lock(folder, { lockfilePath: `${lockPath}.gate`, stale: 3000 });
  try {
    const owner = await readOwner(ownerPath);
    if (owner && (await isDead(owner))) await rm(lockPath, { recursive: true, force: true });
    const release = await lockfile.lock(lockPath, {
      lockfilePath: lockPath,
      realpath: false,
      stale: STALE_MS,
      update: STALE_MS / 6,
      onCompromised: onLost,
    });
    await writeFile(ownerPath, JSON.stringify({ pid: process.pid, host: hostname() }));
    return async () => {
      await rm(ownerPath, { force: true });
      await release();
    };
  } finally {
    await openGate();
  }
}

/**
 * Takes the only right to open the embedded database's folder, which PGlite itself does not guard:
 * two processes in it would destroy it. A lock left by a killed process is taken over at once when
 * that process is known to be gone, else after it has not been renewed for half a minute. One that is
 * about to be given back is waited for.
 *
 * @param folder The folder that is guarded (it must exist).
 * @param lockPath Where the lock is kept, outside that folder.
 * @param onLost Called when the lock was taken away: the caller must stop using the folder.
 * @returns Gives the lock back.
 * @throws ConfigError with one sentence when another process has the folder.
 */
export async function lockFolder(
  folder: string,
  lockPath: string,
  onLost: (error: Error) => void,
  patienceMs = PATIENCE_MS,
): Promise<() => Promise<void>> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await acquire(folder, lockPath, onLost);
    } catch (error) {
      if (errorCode(error) !== 'ELOCKED') throw error;
      if (Date.now() >= deadline) break;
      await delay(RETRY_MS);
    }
  }
  const owner = await readOwner(`${lockPath}.owner`);
  const who = owner ? ` (process ${owner.pid} on ${owner.host})` : '';
  throw new ConfigError(
    `The embedded database in ${folder} is in use by another process${who}: stop that one, or give this one another DATA_DIR.`,
  );
}
