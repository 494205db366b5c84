import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Runs a command to its end with its output in a log file.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ log: string, cwd?: string, env?: NodeJS.ProcessEnv, seconds?: number }} options
 *   `log` is appended to; after `seconds` the command is killed.
 * @returns {Promise<number | null>} the exit code; `null` if it was killed or could not be started.
 */
export async function runCommand(program, args, { log, cwd, env, seconds }) {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'a');
  writeSync(output, `\n$ ${program} ${args.join(' ')}\n`);
  try {
    return await new Promise((resolve) => {
      const child = spawn(program, args, {
        cwd,
        env: env ?? process.env,
        stdio: ['ignore', output, output],
        // A child group of its own lets a timeout end the whole tree, not just its top.
        detached: true,
      });
      const timer = seconds && setTimeout(() => endGroup(child.pid, 'SIGKILL'), seconds * 1000);
      // A package manager that is asked to end still leaves its records in order.
      const stop = () => endGroup(child.pid, 'SIGTERM');
      process.once('exit', stop);
      const finish = (/** @type {number | null} */ code) => {
        if (timer) clearTimeout(timer);
        process.removeListener('exit', stop);
        resolve(code);
      };
      child.on('error', (error) => {
        writeSync(output, `${error.message}\n`);
        finish(null);
      });
      child.on('close', finish);
    });
  } finally {
    closeSync(output);
  }
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function endGroup(pid, signal) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It ended by itself in the meantime.
  }
}
