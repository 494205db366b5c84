import { spawn } from 'node:child_process';
import { dirname } from 'node:path';

/**
 * Goes on with a script under another Node and ends as it ends. The open channel tells the
 * script when this process dies without being able to say so.
 *
 * @param {string} node
 * @param {string} script
 * @param {NodeJS.ProcessEnv} env
 */
export function goOn(node, script, env) {
  const child = spawn(node, [script, ...process.argv.slice(2)], {
    env: { ...env, PATH: `${dirname(node)}:${env.PATH ?? ''}` },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  stopWithNpm(() => child.kill('SIGTERM'));
  child.on('error', (error) => {
    console.error(`Node could not be started (${error.message}).`);
    process.exit(1);
  });
  child.on('close', (code) => process.exit(code ?? 1));
}

/**
 * Under npm, calls `stop` when npm is gone: a killed npm tells nobody.
 * @param {() => void} stop
 */
function stopWithNpm(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    stop();
  }, 500);
  timer.unref();
}
