import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Socket } from 'node:net';

/** A program with everything that it starts, in a process group of its own. */
export interface RunningProgram {
  pid: number;
  /** Its output so far, both streams. */
  output(): string;
  /** Resolves when its output matches; rejects when it ends before or `limitMs` are over. */
  says(pattern: RegExp, limitMs: number): Promise<void>;
  /** Asks it to end, and ends the whole group if it has not after ten seconds. */
  stop(): Promise<void>;
  /** Lets this process end although the program is still running. */
  unref(): void;
  /** Resolves with its exit code, or null when a signal ended it. */
  exited: Promise<number | null>;
}

const KEPT_OUTPUT = 200_000;
const STOP_MS = 10_000;

/** Starts a program whose whole group ends with it, and at the latest with this process. */
export function startProgram(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): RunningProgram {
  const child = spawn(program, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} could not be started`);
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-KEPT_OUTPUT);
      for (const listener of listeners) listener();
    });
  }
  const endGroup = () => signalGroup(pid, 'SIGKILL');
  const stopNow = () => {
    const deadline = Date.now() + STOP_MS;
    child.kill('SIGTERM');
    while (isRunning(pid) && Date.now() < deadline) sleepNow(50);
    endGroup();
  };
  process.once('exit', stopNow);
  const exited = exitOf(child);
  return {
    pid,
    output: () => output,
    exited,
    says(pattern, limitMs) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`not within ${limitMs} ms`)), limitMs);
        const look = () => {
          if (!pattern.test(output)) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        void exited.then((code) => {
          clearTimeout(timer);
          reject(new Error(`it ended with code ${code}`));
        });
      });
    },
    async stop() {
      const timer = setTimeout(endGroup, STOP_MS);
      child.kill('SIGTERM');
      await exited;
      clearTimeout(timer);
      endGroup();
      process.removeListener('exit', stopNow);
    },
    unref() {
      child.unref();
      for (const stream of [child.stdout, child.stderr]) (stream as Socket).unref();
    },
  };
}

/** Whether a process still does something: one that only waits to be reaped does not. */
function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function sleepNow(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended.
  }
}

/** The process and its descendants whose command line contains `text`, eldest first. */
export function findDescendants(pid: number, text: string): number[] {
  return descendantsOf(pid).filter((each) => commandLineOf(each).includes(text));
}

function descendantsOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(Number(name));
    if (parent === undefined) continue;
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found: number[] = [];
  const visit = (pid: number) => {
    found.push(pid);
    for (const child of children.get(pid) ?? []) visit(child);
  };
  visit(root);
  return found;
}

function parentOf(pid: number): number | undefined {
  try {
    // The program's name, in parentheses, may itself contain spaces and parentheses.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\)/s, '')
      .trim()
      .split(' ');
    return Number(fields[1]);
  } catch {
    return undefined;
  }
}

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
