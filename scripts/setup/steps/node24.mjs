import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../command.mjs';
import { npmCommand } from '../npm.mjs';
import { CACHE, ROOT } from '../places.mjs';
import { SetUpProblem } from '../problem.mjs';

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const version = manifest.devDependencies.node;
const wantedMajor = Number.parseInt(version, 10);

const folder = join(CACHE, `node-${version}`);
const fetched = join(folder, 'node_modules', 'node', 'bin', 'node');

/** Whether the Node that runs this program is new enough for everything. */
const runningIsEnough = Number.parseInt(process.versions.node, 10) >= wantedMajor;

/** The Node to run SilkConsult with. */
export const NODE = runningIsEnough ? process.execPath : fetched;

/** @type {import('../run-steps.mjs').Step} */
export const node24 = {
  name: `Node ${wantedMajor}`,
  why: 'runs the servers, which are TypeScript without a build',
  duration: 'about 15 seconds',
  byHand: `Install Node ${wantedMajor} from https://nodejs.org or with your package manager.`,
  without: 'Nothing can start.',
  essential: true,
  isDone: () => existsSync(NODE),
  async run(log) {
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    const [npm, ...npmArgs] = npmCommand(process.execPath);
    const args = ['install', '--prefix', unfinished, '--no-audit', '--no-fund', `node@${version}`];
    // The package gets its binary in a script of its own.
    const allow = ['--ignore-scripts=false'];
    const code = await runCommand(npm, [...npmArgs, ...args, ...allow], {
      log,
      cwd: unfinished,
      seconds: 600,
    });
    const binary = join(unfinished, 'node_modules', 'node', 'bin', 'node');
    if (code !== 0 || (await runCommand(binary, ['--version'], { log })) !== 0) {
      throw new SetUpProblem(
        `npm could not fetch Node ${version} (its output is in ${log}). ${node24.byHand}`,
      );
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  },
};
