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

/**
 * Runs a program to its end with its output on this terminal.
 *
 * @returns its exit code, or a sentence when it could not run or took more than `minutes`
 */
export async function run(
  program: string,
  args: string[],
  { minutes = 5, env = {} }: { minutes?: number; env?: NodeJS.ProcessEnv } = {},
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
    let tooLong = false;
    const timer = setTimeout(() => {
      tooLong = true;
      endGroup(child);
    }, minutes * 60_000);
    const finish = (outcome: number | string) => {
      clearTimeout(timer);
      running.delete(child);
      resolve(outcome);
    };
    child.on('error', (error) => finish(`It could not run: ${error.message}`));
    child.on('close', (code) =>
      finish(tooLong ? `It was ended after ${minutes} minutes.` : (code ?? 'It was killed.')),
    );
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
