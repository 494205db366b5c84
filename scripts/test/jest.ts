import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, run } from './run.ts';
import { type JestReport, type Tally, tallyOfJest } from './tally.ts';

const JEST = ['--experimental-vm-modules', join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js')];

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
    const outcome = await run(process.execPath, [...JEST, ...options, ...args], {
      minutes,
      env: { NODE_NO_WARNINGS: '1', ...env },
    });
    if (typeof outcome === 'string') console.log(outcome);
    const chosen = args.some((arg) => /^(-t|--testNamePattern)/.test(arg));
    return tallyOfJest(await readReport(file), outcome, chosen);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
