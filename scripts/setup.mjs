/**
 * Makes this machine ready for SilkConsult. `npm start` and `npm test` run it first; by hand it
 * is `npm run setup`, or `npm run setup -- --tests` for what the tests need as well.
 *
 * It needs nothing but an older Node (20) and npm, may be interrupted and run again, does only
 * what is not done yet, and says nothing when everything is.
 */

import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { stopOnSignals } from './setup/interrupt.mjs';
import { runSteps } from './setup/run-steps.mjs';
import { dependencies } from './setup/steps/dependencies.mjs';
import { mediaWorker } from './setup/steps/media-worker.mjs';
import { NODE, node24 } from './setup/steps/node24.mjs';
import { speechEngine } from './setup/steps/speech-engine.mjs';
import { bzip2, chromium, flite, postgresql, redis } from './setup/steps/test-tools.mjs';
import { workerPath } from './setup/worker/place.mjs';

const steps = [
  ...[node24, dependencies, mediaWorker, speechEngine],
  ...[chromium, postgresql, redis, flite, bzip2],
];

/**
 * @param {{ forTests: boolean }} options
 * @returns the Node to go on with, the environment for it, and what is missing, in sentences;
 *   `canGoOn` is false when not even the servers could start.
 */
export async function setUp({ forTests }) {
  const release = stopOnSignals();
  const missing = await runSteps(steps.filter((step) => forTests || !step.forTests));
  release();
  return {
    node: NODE,
    env: missing.some(({ step }) => step === mediaWorker)
      ? { ...process.env, MEDIASOUP_WORKER_BIN: undefined }
      : { ...process.env, MEDIASOUP_WORKER_BIN: workerPath() },
    missing: missing.map(
      ({ step, reason }) => `${step.name} is missing. ${step.without} ${reason}`,
    ),
    canGoOn: !missing.some(({ step }) => step.essential),
  };
}

function explain() {
  for (const { name, why, duration, byHand } of steps) {
    console.log(`${name}: ${why}. It takes ${duration}.\n    By hand: ${byHand}\n`);
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  if (argv.includes('--explain')) {
    explain();
  } else {
    const { missing } = await setUp({ forTests: argv.includes('--tests') });
    for (const sentence of missing) console.error(sentence);
    if (missing.length === 0) console.log('Everything is set up.');
    process.exitCode = missing.length === 0 ? 0 : 1;
  }
}
