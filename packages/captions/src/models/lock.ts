import { readFile, rm, writeFile } from 'node:fs/promises';
import { codeOf, InstallError } from './problem.ts';

/**
 * Holds a lock while something runs. One whose owner was killed does not count.
 *
 * @throws InstallError when another process holds it.
 */
export async function withLock<T>(path: string, run: () => Promise<T>): Promise<T> {
  const take = () => writeFile(path, String(process.pid), { flag: 'wx' });
  try {
    await take();
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    const owner = Number(await readFile(path, 'utf8').catch(() => ''));
    if (isAlive(owner))
      throw new InstallError(`It is being installed already, by process ${owner}.`);
    await rm(path, { force: true });
    await take();
  }
  try {
    return await run();
  } finally {
    await rm(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
