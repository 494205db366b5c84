import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../command.mjs';
import { environmentWith, npmCommand } from '../npm.mjs';
import { ROOT } from '../places.mjs';
import { SetUpProblem } from '../problem.mjs';
import { NODE } from './node24.mjs';

/** @type {import('../run-steps.mjs').Step} */
export const dependencies = {
  name: 'Libraries',
  why: 'everything that package-lock.json names',
  duration: 'about 1 minute',
  byHand: 'MEDIASOUP_WORKER_BIN=later npm ci, under Node 24.',
  without: 'Nothing can start.',
  essential: true,
  isDone: () => installedMatchesLock(),
  async run(log) {
    const [npm, ...npmArgs] = npmCommand(NODE);
    const code = await runCommand(npm, [...npmArgs, 'ci', '--no-audit', '--no-fund'], {
      log,
      cwd: ROOT,
      // A path to a worker, even of none, makes mediasoup leave its worker to the next step.
      env: { ...environmentWith(NODE), MEDIASOUP_WORKER_BIN: 'later' },
      seconds: 1200,
    });
    if (code !== 0) throw new SetUpProblem(`"npm ci" failed; its output is in ${log}.`);
  },
};

/**
 * npm writes what it installed to node_modules/.package-lock.json when it is through, so an
 * interrupted installation has no such file and one by hand counts as well as one of ours.
 */
function installedMatchesLock() {
  const record = join(ROOT, 'node_modules', '.package-lock.json');
  return (
    existsSync(record) &&
    matches(readPackages(record), readPackages(join(ROOT, 'package-lock.json')))
  );
}

/**
 * Whether everything that is wanted is installed. Of optional packages only those for this
 * platform ever are, and the workspaces' own entries are no packages.
 *
 * @param {Packages} installed
 * @param {Packages} wanted
 */
export function matches(installed, wanted) {
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      !path.includes('node_modules/') ||
      installed[path]?.version === version ||
      (optional === true && installed[path] === undefined),
  );
}

/**
 * The packages of a lock file by their folder.
 * @typedef {Record<string, { version?: string, optional?: boolean }>} Packages
 */

/**
 * @param {string} file
 * @returns {Packages}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
