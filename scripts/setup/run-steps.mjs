import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { CACHE, LOGS } from './places.mjs';
import { SetUpProblem } from './problem.mjs';
import { startProgress } from './progress.mjs';

/**
 * One thing that has to be there.
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {string} why what it is for, as the end of the sentence "It …"
 * @property {string} duration about how long it takes, for people
 * @property {string} byHand how to do it without this program
 * @property {string} without what does not work without it, a whole sentence
 * @property {boolean} [essential] nothing can go on without it
 * @property {boolean} [forTests] only the tests need it
 * @property {() => boolean | Promise<boolean>} isDone
 * @property {(log: string) => Promise<void>} run does it, with all output in the file `log`
 */

/**
 * Makes sure of every step in order. Says nothing about steps that were done before.
 *
 * @param {Step[]} steps
 * @param {(line: string) => void} [say]
 * @returns {Promise<{ step: Step, reason: string }[]>} what is still missing afterwards
 */
export async function runSteps(steps, say = console.log) {
  if (await allDone(steps)) return [];
  return withLock(
    join(CACHE, 'set-up.lock'),
    () => runEach(steps, say),
    (pid) => say(`Another set-up is running (process ${pid}); waiting until it is through.`),
  );
}

/** @param {Step[]} steps */
async function allDone(steps) {
  for (const step of steps) if (!(await step.isDone())) return false;
  return true;
}

/**
 * @param {Step[]} steps
 * @param {(line: string) => void} say
 */
async function runEach(steps, say) {
  const missing = [];
  for (const step of steps) {
    if (await step.isDone()) continue;
    const log = join(LOGS, `${step.name.toLowerCase().replaceAll(' ', '-')}.log`);
    const progress = startProgress(`${step.name}: ${step.why} (${step.duration})`, say);
    const reason = await attempt(step, log);
    if (reason === undefined) {
      progress.succeed(step.name);
      continue;
    }
    progress.fail(step.name);
    missing.push({ step, reason });
    if (step.essential) break;
  }
  return missing;
}

/**
 * @param {Step} step
 * @param {string} log
 * @returns {Promise<string | undefined>} why the step could not be done
 */
async function attempt(step, log) {
  try {
    await step.run(log);
  } catch (error) {
    if (error instanceof SetUpProblem) return error.message;
    const message = error instanceof Error ? error.message : String(error);
    return `It ended with "${message}"; what happened before is in ${log}.`;
  }
  if (await step.isDone()) return undefined;
  return `It ran to its end, but what it should have brought is not there; its output is in ${log}.`;
}
