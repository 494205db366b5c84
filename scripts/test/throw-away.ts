import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A server that lives as long as the tests. */
export type ThrowAway = { url: string; stop: () => Promise<void> };

const PREFIX = 'silkconsult-test-';

/** An empty folder, named after this process so that a later run can tell whether it is left over. */
export function throwAwayFolder(): string {
  removeLeftovers();
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

/**
 * Starts a server in the foreground. Where the system can, the server is told to end when this
 * process dies, however it dies.
 */
export function startServer(
  program: string,
  args: string[],
  options: { cwd: string; uid?: number; gid?: number },
): ChildProcess {
  const { cwd, uid, gid } = options;
  if (existsSync('/usr/bin/setpriv')) {
    const as = uid === undefined ? [] : [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
    const all = ['--pdeathsig=QUIT', ...as, program, ...args];
    return spawn('/usr/bin/setpriv', all, { cwd, stdio: 'ignore' });
  }
  return spawn(program, args, { cwd, stdio: 'ignore', uid, gid });
}

/** Waits until something accepts connections on the port, or the process has ended. */
export async function untilListening(port: number, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await accepts(port))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      server.kill('SIGKILL');
      throw new Error('it did not begin to listen');
    }
    await wait(50);
  }
}

/** Ends the server and removes its folder. */
export async function stopServer(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = new Promise((resolve) => server.once('close', resolve));
    server.kill('SIGQUIT');
    const timer = setTimeout(() => server.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(timer);
  }
  rmSync(folder, { recursive: true, force: true });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (value: boolean) => {
      socket.destroy();
      resolve(value);
    };
    socket.on('connect', () => answer(true)).on('error', () => answer(false));
  });
}

function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (!pid || isAlive(Number(pid))) continue;
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
