import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const running = new Set<ChildProcess>();

/** The full path of a program that a dependency brings, such as `biome`. */
export function tool(name: string): string {
  return join(ROOT, 'node_modules', '.bin', name);
}

type RunOptions = {
  minutes?: number;
  env?: NodeJS.ProcessEnv;
  /** Ends the program when it aborts; the reason is a sentence. */
  stop?: AbortSignal;
};

/**
 * Runs a program to its end with its output on this terminal.
 *
 * @returns its exit code, or a sentence when it could not run, took more than `minutes` or was
 *   stopped
 */
export async function run(
  program: string,
  args: string[],
  { minutes = 5, env = {}, stop }: RunOptions = {},
): Promise<number | string> {
  return new Promise((resolve) => {
    // A process group of its own, so that all it started can be ended with it.
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, PATH: pathWithThisNode(), ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    running.add(child);
    let reason = 'It was killed.';
    const end = (sentence: string) => {
      reason = sentence;
      endGroup(child);
    };
    const timer = setTimeout(() => end(`It was ended after ${minutes} minutes.`), minutes * 60_000);
    stop?.addEventListener('abort', () => end(String(stop.reason)));
    const finish = (outcome: number | string) => {
      clearTimeout(timer);
      running.delete(child);
      resolve(outcome);
    };
    child.on('error', (error) => finish(`It could not run: ${error.message}`));
    child.on('close', (code) => finish(code ?? reason));
  });
}

/** Ends everything that `run` has under way. */
export function endEverything(): void {
  for (const child of running) endGroup(child);
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

function pathWithThisNode(): string {
  return `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`;
}
