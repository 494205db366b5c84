import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, run } from './run.ts';
import { type JestReport, type Tally, tallyOfJest } from './tally.ts';

const JEST = ['--experimental-vm-modules', join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js')];

const LINGERING_SECONDS = 30;

/**
 * Runs jest with the given arguments and counts its tests.
 * `env` carries the addresses of the throw-away servers to the tests.
 */
export async function runJest(
  args: string[],
  { minutes, env }: { minutes: number; env: NodeJS.ProcessEnv },
): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'silkconsult-jest-'));
  const file = join(folder, 'report.json');
  try {
    const options = ['--ci', '--json', `--outputFile=${file}`];
    const lingering = stopWhenLingering(file);
    const outcome = await run(process.execPath, [...JEST, ...options, ...args], {
      minutes,
      stop: lingering.signal,
      env: { NODE_NO_WARNINGS: '1', ...env },
    });
    lingering.done();
    if (typeof outcome === 'string') console.log(outcome);
    const chosen = args.some((arg) => /^(-t|--testNamePattern)/.test(arg));
    return tallyOfJest(await readReport(file), outcome, chosen);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * jest writes its report when all tests are through. One that still runs half a minute later has
 * left something open and would never end.
 */
function stopWhenLingering(report: string): { signal: AbortSignal; done: () => void } {
  const controller = new AbortController();
  let seconds = 0;
  const timer = setInterval(() => {
    if (!existsSync(report)) return;
    seconds += 1;
    if (seconds < LINGERING_SECONDS) return;
    clearInterval(timer);
    controller.abort('All tests were through, but jest did not end: one leaves something open.');
  }, 1000);
  return { signal: controller.signal, done: () => clearInterval(timer) };
}

/** The test files that jest would run for these patterns. */
export function findTests(patterns: string[]): string[] {
  const paths = patterns.filter((pattern) => !pattern.startsWith('-'));
  const found = execFileSync(process.execPath, [...JEST, '--listTests', ...paths], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return found.split('\n').filter(Boolean);
}

async function readReport(file: string): Promise<JestReport | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JestReport;
  } catch {
    return undefined;
  }
}
