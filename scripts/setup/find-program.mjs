import { existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/**
 * The full path of a program on the PATH.
 * @param {string} name
 */
export function findProgram(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/**
 * The folder with PostgreSQL's server programs of the newest installed version. Debian keeps
 * them off the PATH, one folder per version.
 */
export function findPostgresTools() {
  const versions = '/usr/lib/postgresql';
  const onPath = findProgram('initdb');
  if (onPath) return dirname(onPath);
  if (!existsSync(versions)) return undefined;
  return readdirSync(versions)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(versions, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
}

/** The Chromium of the browser stories: the one that `CHROMIUM` names, or the one on the PATH. */
export function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) return existsSync(named) ? named : undefined;
  return findProgram('chromium');
}
