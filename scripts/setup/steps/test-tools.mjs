import { findChromium, findPostgresTools, findProgram } from '../find-program.mjs';
import { installSystemPackages } from '../system-packages.mjs';

/** @typedef {import('../run-steps.mjs').Step} Step */

/** @type {Step} */
export const chromium = tool({
  name: 'Chromium',
  why: 'the browser of the browser stories',
  duration: 'about 30 seconds',
  packages: ['chromium'],
  without: 'The browser stories cannot run.',
  isDone: () => findChromium() !== undefined,
});

/** @type {Step} */
export const postgresql = tool({
  name: 'PostgreSQL',
  why: 'every database test runs on it as well as on the embedded database',
  duration: 'about 20 seconds',
  packages: ['postgresql'],
  without: 'The database tests on PostgreSQL cannot run.',
  isDone: () => findPostgresTools() !== undefined,
});

/** @type {Step} */
export const redis = tool({
  name: 'Redis',
  why: 'connects several signalling servers; the tests start one of their own',
  duration: 'about 10 seconds',
  packages: ['redis-server'],
  without: 'The tests of several signalling servers cannot run.',
  isDone: () => findProgram('redis-server') !== undefined,
});

/** @type {Step} */
export const flite = tool({
  name: 'Flite',
  why: 'the voice that speaks in the tests of the captions',
  duration: 'about 10 seconds',
  packages: ['flite'],
  without: 'The tests of the captions have nothing to listen to.',
  isDone: () => findProgram('flite') !== undefined,
});

/** @type {Step} */
export const bzip2 = tool({
  name: 'bzip2',
  why: 'unpacks the archives in which speech models are published',
  duration: 'about 5 seconds',
  packages: ['bzip2'],
  without: 'Speech models cannot be installed from archives.',
  isDone: () => findProgram('bzip2') !== undefined,
});

/**
 * @param {Omit<Step, 'byHand' | 'run' | 'forTests'> & { packages: string[] }} description
 * @returns {Step}
 */
function tool({ packages, ...step }) {
  return {
    ...step,
    forTests: true,
    byHand: `sudo apt-get install ${packages.join(' ')}`,
    run: (log) => installSystemPackages(packages, log),
  };
}
