import { join } from 'node:path';
import { runCommand } from '../command.mjs';
import { keepWorker, MEDIASOUP, workerRuns } from './place.mjs';

/**
 * Fetches the worker that mediasoup's makers built for this platform, with mediasoup's own
 * script, which also tries whether it runs here.
 *
 * @param {string} log
 * @returns {Promise<boolean>} false where there is none or it cannot be fetched
 */
export async function fetchWorker(log) {
  const env = { ...process.env };
  delete env.MEDIASOUP_WORKER_BIN;
  await runCommand(process.execPath, ['npm-scripts.mjs', 'postinstall'], {
    log,
    cwd: MEDIASOUP,
    // Without a Python, the script does not go on to a build that needs the open internet.
    env: { ...env, PYTHON: 'false' },
    seconds: 90,
  });
  const binary = join(MEDIASOUP, 'worker', 'out', 'Release', 'mediasoup-worker');
  if (!workerRuns(binary)) return false;
  keepWorker(binary);
  return true;
}
