import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../command.mjs';
import { SetUpProblem } from '../problem.mjs';
import { hasApt, installSystemPackages } from '../system-packages.mjs';
import { findMeson } from './meson.mjs';
import { keepWorker, MEDIASOUP, RECIPE, workerFolder } from './place.mjs';
import { BUILD_PACKAGES, MESON_OPTIONS, SOURCE_CHANGES } from './recipe/recipe.mjs';

/**
 * Builds the worker from the sources in mediasoup's npm package and the libraries of the
 * system. Everything happens in a folder of the cache, where an interrupted build goes on.
 *
 * @param {string} log
 */
export async function buildWorker(log) {
  if (!hasApt()) {
    throw new SetUpProblem(
      "mediasoup's worker could not be fetched for this machine. Build it as https://mediasoup.org/documentation/v3/mediasoup/installation describes and set MEDIASOUP_WORKER_BIN to it.",
    );
  }
  await installSystemPackages(BUILD_PACKAGES, log);
  const meson = await findMeson(log);
  const folder = join(workerFolder(), 'build');
  const prepared = join(folder, '.prepared');
  if (!existsSync(prepared)) {
    rmSync(folder, { recursive: true, force: true });
    prepareSources(folder);
    const setup = [...meson.args, 'setup', 'out', ...MESON_OPTIONS];
    await must(meson.program, setup, { log, cwd: folder, env: meson.env });
    writeFileSync(prepared, '');
  }
  await must('ninja', ['-C', 'out', 'mediasoup-worker'], { log, cwd: folder, env: meson.env });
  keepWorker(join(folder, 'out', 'mediasoup-worker'));
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} folder */
function prepareSources(folder) {
  cpSync(join(MEDIASOUP, 'worker'), folder, {
    recursive: true,
    filter: (path) => !path.startsWith(join(MEDIASOUP, 'worker', 'out')),
  });
  const subprojects = join(folder, 'subprojects');
  for (const name of readdirSync(subprojects)) {
    if (name.endsWith('.wrap')) rmSync(join(subprojects, name));
  }
  cpSync(join(RECIPE, 'subprojects'), subprojects, { recursive: true });
  for (const { file, from, to } of SOURCE_CHANGES) {
    const source = readFileSync(join(folder, file), 'utf8');
    if (source.split(from).length !== 2) {
      throw new SetUpProblem(
        `mediasoup's ${file} is not the one this build knows: "${from}" should be there once. A worker without that change would crash with every browser, so none was built. Look at scripts/setup/worker/recipe.`,
      );
    }
    writeFileSync(join(folder, file), source.replace(from, to));
  }
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {{ log: string, cwd: string, env: NodeJS.ProcessEnv }} options
 */
async function must(program, args, options) {
  const code = await runCommand(program, args, { ...options, seconds: 3600 });
  if (code !== 0) {
    throw new SetUpProblem(`Building mediasoup's worker failed; the output is in ${options.log}.`);
  }
}
