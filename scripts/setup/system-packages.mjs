import { existsSync, readFileSync } from 'node:fs';
import { runCommand } from './command.mjs';
import { SetUpProblem } from './problem.mjs';

const QUIET = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };

let listsAreFresh = false;

/**
 * Installs Debian packages, or says in a sentence what to install.
 * `RUNLEVEL=1` asks Debian not to start the services that come with a package.
 *
 * @param {string[]} packages
 * @param {string} log
 */
export async function installSystemPackages(packages, log) {
  const wanted = packages.filter((name) => !isInstalled(name));
  if (wanted.length === 0) return;
  if (!hasApt()) {
    throw new SetUpProblem(
      `Install what Debian calls "${wanted.join(' ')}" with this system's own package manager.`,
    );
  }
  if (process.getuid?.() !== 0) {
    throw new SetUpProblem(
      `Run: sudo apt-get install -y --no-install-recommends ${wanted.join(' ')}`,
    );
  }
  const env = { ...process.env, ...QUIET };
  if (!listsAreFresh) {
    // May fail because of one unreachable source while all others are fine: the install decides.
    await runCommand('apt-get', ['update'], { log, env, seconds: 120 });
    listsAreFresh = true;
  }
  const args = ['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '--no-install-recommends'];
  const install = () => runCommand('apt-get', [...args, ...wanted], { log, env, seconds: 900 });
  if ((await install()) === 0) return;
  // An earlier installation that was interrupted has to be brought to its end first.
  await runCommand('dpkg', ['--configure', '-a'], { log, env, seconds: 300 });
  if ((await install()) !== 0) {
    throw new SetUpProblem(
      `"apt-get install ${wanted.join(' ')}" failed; its output is in ${log}.`,
    );
  }
}

/** Whether this is a system where packages come by apt. */
export function hasApt() {
  return existsSync('/usr/bin/apt-get') && existsSync('/var/lib/dpkg/status');
}

/** @param {string} name */
function isInstalled(name) {
  if (!hasApt()) return false;
  return installedPackages().has(name);
}

function installedPackages() {
  const names = new Set();
  for (const entry of readFileSync('/var/lib/dpkg/status', 'utf8').split('\n\n')) {
    const name = /^Package: (.+)$/m.exec(entry)?.[1];
    if (name && /^Status: .* installed$/m.test(entry)) names.add(name);
  }
  return names;
}
