import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { SetUpProblem } from './problem.mjs';

/**
 * The command that runs the npm of this machine under a given Node: `npm` itself is a script
 * that would take the first Node on the PATH.
 *
 * @param {string} node
 * @returns {[string, ...string[]]}
 */
export function npmCommand(node) {
  const script = process.env.npm_execpath ?? findNpm();
  if (!script?.endsWith('.js')) {
    throw new SetUpProblem('npm was not found. Install it together with Node.');
  }
  return [node, script];
}

/**
 * An environment in which scripts of packages find the given Node first.
 * @param {string} node
 */
export function environmentWith(node) {
  return { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
}

function findNpm() {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const npm = join(folder, 'npm');
    if (existsSync(npm)) return realpathSync(npm);
  }
  return undefined;
}
