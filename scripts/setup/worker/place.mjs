import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CACHE, ROOT } from '../places.mjs';

/** The sources of mediasoup's package. */
export const MEDIASOUP = join(ROOT, 'node_modules', 'mediasoup');

/** What the offline build adds to them. */
export const RECIPE = fileURLToPath(new URL('recipe', import.meta.url));

/** mediasoup's worker exits with this when it is started by hand (its main.cpp). */
const STARTED_BY_HAND = 41;

/** Where this checkout's worker is, or will be: per version of mediasoup and of our recipe. */
export function workerPath() {
  return process.env.MEDIASOUP_WORKER_BIN || join(workerFolder(), 'mediasoup-worker');
}

/** The folder of the cache that is this version's own. */
export function workerFolder() {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const version = lock.packages['node_modules/mediasoup'].version;
  return join(CACHE, 'mediasoup-worker', `${version}-${recipeHash()}`);
}

/** @param {string} binary */
export function workerRuns(binary) {
  return (
    spawnSync(binary, { env: {}, stdio: 'ignore', timeout: 10_000 }).status === STARTED_BY_HAND
  );
}

/**
 * Puts a worker into its place in one step, so that nobody ever sees half of it.
 * @param {string} binary
 */
export function keepWorker(binary) {
  const place = join(workerFolder(), 'mediasoup-worker');
  mkdirSync(dirname(place), { recursive: true });
  copyFileSync(binary, `${place}.new`);
  chmodSync(`${place}.new`, 0o755);
  renameSync(`${place}.new`, place);
}

function recipeHash() {
  const hash = createHash('sha256');
  const names = readdirSync(RECIPE, { recursive: true, encoding: 'utf8' }).sort();
  for (const name of names) {
    const file = join(RECIPE, name);
    if (statSync(file).isFile()) hash.update(`/${name}`).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 12);
}
