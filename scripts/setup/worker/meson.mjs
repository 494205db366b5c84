import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../command.mjs';
import { CACHE } from '../places.mjs';
import { SetUpProblem } from '../problem.mjs';
import { installSystemPackages } from '../system-packages.mjs';

/** mediasoup's build description asks for it. */
const OLDEST = [1, 1];

/**
 * How to run a meson that is new enough: the system's, or else the one of Debian's backports,
 * unpacked into the cache so that the system stays as it is.
 *
 * @param {string} log
 * @returns {Promise<{ program: string, args: string[], env: NodeJS.ProcessEnv }>}
 */
export async function findMeson(log) {
  if (isNewEnough(versionOf('meson', ['--version']))) return own('meson');
  if (isNewEnough(candidateVersion())) {
    await installSystemPackages(['meson'], log);
    return own('meson');
  }
  return fromBackports(log);
}

/** @param {string} program */
function own(program) {
  return { program, args: [], env: process.env };
}

/** @param {string} log */
async function fromBackports(log) {
  const folder = join(CACHE, 'meson');
  const codename = /^VERSION_CODENAME=(.+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'lists', 'partial'), { recursive: true });
  mkdirSync(join(folder, 'cache', 'archives', 'partial'), { recursive: true });
  const sources = join(folder, 'backports.list');
  writeFileSync(sources, `deb http://deb.debian.org/debian ${codename}-backports main\n`);
  const apart = [
    ['Dir::Etc::sourcelist', sources],
    ['Dir::Etc::sourceparts', '-'],
    ['Dir::State::lists', join(folder, 'lists')],
    ['Dir::Cache', join(folder, 'cache')],
  ].flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  const options = { log, cwd: folder, seconds: 120 };
  await runCommand('apt-get', [...apart, 'update'], options);
  await runCommand('apt-get', [...apart, 'download', 'meson'], options);
  const archive = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (archive) await runCommand('dpkg-deb', ['-x', archive, 'unpacked'], options);
  const library = join(folder, 'unpacked', 'usr', 'lib', 'python3', 'dist-packages');
  const meson = {
    program: 'python3',
    args: [join(folder, 'unpacked', 'usr', 'bin', 'meson')],
    env: { ...process.env, PYTHONPATH: library },
  };
  if (!isNewEnough(versionOf(meson.program, [...meson.args, '--version'], meson.env))) {
    throw new SetUpProblem(
      `Install meson ${OLDEST.join('.')} or newer (for example "pipx install meson"), which mediasoup's worker is built with.`,
    );
  }
  return meson;
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function versionOf(program, args, env = process.env) {
  return spawnSync(program, args, { env, encoding: 'utf8' }).stdout ?? '';
}

function candidateVersion() {
  const policy = versionOf('apt-cache', ['policy', 'meson']);
  return /Candidate: (.+)/.exec(policy)?.[1] ?? '';
}

/** @param {string} text beginning with a version such as "1.7.0" */
function isNewEnough(text) {
  const [major = 0, minor = 0] = text.split(/[^\d]/).map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
