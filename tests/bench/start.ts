import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '../support/stack.ts';
import type { BenchResult } from './result.ts';
import { describe, median, result } from './result.ts';

const GOAL_SECONDS = 5;
const ROUNDS = 5;

/**
 * The second `npm start` and those after it: from the command to its "Ready", when every service
 * answers. The first one, which makes the database and its demonstration, is told beside it.
 */
export async function measureStart(): Promise<BenchResult> {
  const dataDir = mkdtempSync(join(tmpdir(), 'silkconsult-bench-'));
  try {
    const first = await secondsToReady(dataDir);
    console.log(`first start, with an empty data folder: ${first.toFixed(2)} s`);
    const seconds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) seconds.push(await secondsToReady(dataDir));
    console.log(describe('later starts', seconds, 's'));
    return result('start', median(seconds), 's', GOAL_SECONDS);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function secondsToReady(dataDir: string): Promise<number> {
  const stack = await startStack({ dataDir });
  await stack.stop();
  return stack.startedInMs / 1000;
}
