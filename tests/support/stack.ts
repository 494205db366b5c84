import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './places.ts';
import { freePort, freePortRange } from './ports.ts';
import { findDescendants, startProgram } from './processes.ts';

const MEDIA_WORKERS = 2;
const READY_MS = 120_000;

/** The whole platform, started as `npm start` starts it, with nothing in its data folder. */
export interface Stack {
  url: string;
  port: number;
  /** Milliseconds from the command to its "Ready". */
  startedInMs: number;
  dataDir: string;
  /** The port of each media worker, on 127.0.0.1. */
  mediaPorts: number[];
  /** Pids of the running processes of one kind. */
  pidsOf(part: StackPart): number[];
  /** What the start program printed and the services logged. */
  output(): string;
  stop(): Promise<void>;
  /** Lets this process end although the stack runs; the stack then ends with it. */
  unref(): void;
}

export type StackPart = 'scheduling' | 'signaling' | 'mediaWorker' | 'captionsHost';

const COMMAND_LINES: Record<StackPart, string> = {
  scheduling: 'apps/scheduling/src/main.ts',
  signaling: 'apps/signaling/src/main.ts',
  mediaWorker: 'mediasoup-worker',
  captionsHost: 'packages/captions/src/host',
};

/**
 * @param dataDir kept when it is given, so that a second start can find what the first left
 */
export async function startStack(
  options: { dataDir?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Stack> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'silkconsult-stack-'));
  const removeData = () => {
    if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
  };
  const port = await freePort();
  const firstMediaPort = await freePortRange(MEDIA_WORKERS);
  const url = `http://127.0.0.1:${port}`;
  const { DATABASE_URL: _, REDIS_URL: __, ...inherited } = process.env;
  const started = performance.now();
  const program = startProgram(process.execPath, [join(ROOT, 'scripts', 'start.mjs')], {
    cwd: ROOT,
    env: {
      ...inherited,
      PORT: `${port}`,
      PUBLIC_URL: url,
      DATA_DIR: dataDir,
      MEDIA_PORT: `${firstMediaPort}`,
      MEDIA_WORKERS: `${MEDIA_WORKERS}`,
      ...options.env,
    },
  });
  process.once('exit', removeData);
  const output = () => [program.output(), ...['scheduling', 'signaling'].map(logOf)].join('\n');
  const logOf = (service: string) => {
    try {
      return `── ${service} ──\n${readFileSync(join(dataDir, 'logs', `${service}.log`), 'utf8')}`;
    } catch {
      return '';
    }
  };
  const stop = async () => {
    await program.stop();
    process.removeListener('exit', removeData);
    removeData();
  };
  try {
    await program.says(/^Ready in /m, READY_MS);
  } catch (error) {
    const said = output();
    await stop();
    throw new Error(`The platform did not start (${(error as Error).message}):\n${said}`);
  }
  return {
    url,
    port,
    startedInMs: performance.now() - started,
    dataDir,
    mediaPorts: Array.from({ length: MEDIA_WORKERS }, (_, index) => firstMediaPort + index),
    pidsOf: (part) => findDescendants(program.pid, COMMAND_LINES[part]),
    output,
    stop,
    unref: () => program.unref(),
  };
}

/** The stack that all story files of one jest run share (see stackEnvironment.ts). */
export function stack(): Stack {
  const shared = (globalThis as { silkconsultStack?: Stack }).silkconsultStack;
  if (!shared)
    throw new Error('Begin the file with: @jest-environment ../support/stackEnvironment');
  return shared;
}
