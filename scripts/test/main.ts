/** Everything after set-up: the checks one after the other, whatever the ones before brought. */

import { buildClient } from '../client-build.ts';
import { findChromium } from '../setup/find-program.mjs';
import { STATIC_CHECKS } from './checks.ts';
import { findTests, runJest } from './jest.ts';
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import { endEverything } from './run.ts';
import { lastLine, sum, type Tally } from './tally.ts';
import type { ThrowAway } from './throw-away.ts';

const STORIES = 'tests/stories';
/** Sound and pictures at their real pace, in several browsers: they need both cores. */
const CALLS = `${STORIES}/calls`;
/** As long as half of the other stories of pages. */
const TOUR = `${STORIES}/accessibility.test.ts`;
/** Speech at its real pace: a neighbour that takes the processor would make it stutter. */
const SPEECH = 'packages/captions/src/captionsHost.test.ts';
const tallies: Tally[] = [];
const servers: ThrowAway[] = [];

process.on('SIGINT', () => giveUp(130));
process.on('SIGTERM', () => giveUp(143));
process.on('disconnect', () => giveUp(1));

const patterns = process.argv.slice(2);
await checkSetUp();
const env = {
  CHROMIUM: findChromium(),
  TEST_DATABASE_URL: await start('PostgreSQL', startPostgres),
  TEST_REDIS_URL: await start('Redis', startRedis),
};
await (patterns.length > 0 ? runChosen() : runAll());
await stopServers();

const total = sum(tallies);
console.log(`\n${lastLine(total)}`);
process.exit(total.failed === 0 ? 0 : 1);

async function runAll(): Promise<void> {
  for (const check of STATIC_CHECKS) await single(check.name, check.run);
  await jest(
    'Unit and integration tests',
    [
      '--maxWorkers=2',
      `--testPathIgnorePatterns=/node_modules/`,
      `--testPathIgnorePatterns=/dist/`,
      `--testPathIgnorePatterns=/data/`,
      `--testPathIgnorePatterns=${STORIES}/`,
      `--testPathIgnorePatterns=${SPEECH}`,
    ],
    15,
  );
  await jest('Speech in real time', ['--runInBand', SPEECH], 8);
  await single('Client build', checkClient);
  await runStories();
}

/**
 * Stories of pages leave a core idle while they wait, so half of them run beside the other half,
 * each half on a platform of its own.
 */
async function runStories(): Promise<void> {
  const files = findTests([`${STORIES}/`]);
  const calls = files.filter((path) => path.includes(`/${CALLS}/`));
  const tour = files.filter((path) => path.endsWith(TOUR));
  const pages = files.filter((path) => !calls.includes(path) && !tour.includes(path));
  const stories = (name: string, chosen: string[]) =>
    jest(name, ['--runInBand', '--runTestsByPath', ...chosen], 15);
  await Promise.all([
    stories('A tour of all pages', tour),
    stories('Browser stories of pages', pages),
  ]);
  await stories('Browser stories of calls', calls);
}

async function runChosen(): Promise<void> {
  console.log(
    `Only the jest tests that match ${patterns.join(' ')} run now; all other checks are left out.`,
  );
  const withStories = findTests(patterns).some((path) => path.includes(`/${STORIES}/`));
  if (withStories) await single('Client build', checkClient);
  await jest('Chosen tests', ['--runInBand', ...patterns], 20);
}

async function checkSetUp(): Promise<void> {
  const missing = process.env.SET_UP_MISSING ?? '';
  await single('Set-up', async () => missing || 0);
}

async function checkClient(): Promise<number | string> {
  return (await buildClient()) ?? 0;
}

async function jest(name: string, args: string[], minutes: number): Promise<void> {
  await heading(name, () => runJest(args, { minutes, env }));
}

async function single(name: string, check: () => Promise<number | string>): Promise<void> {
  await heading(name, async () => {
    const outcome = await check();
    if (typeof outcome === 'string') console.log(outcome);
    return outcome === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  });
}

async function heading(name: string, check: () => Promise<Tally>): Promise<void> {
  console.log(`\n── ${name} ──`);
  const started = performance.now();
  const tally = await check();
  tallies.push(tally);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${name}: ${tally.failed === 0 ? 'passed' : 'FAILED'} (${seconds} s)`);
}

/** A server that cannot be started is a failed check; the tests that need it fail as well. */
async function start(name: string, starter: () => Promise<ThrowAway>): Promise<string | undefined> {
  let server: ThrowAway | undefined;
  await single(`${name} for the tests`, async () => {
    try {
      server = await starter();
      servers.push(server);
      return 0;
    } catch (error) {
      return `${name} could not be started: ${error instanceof Error ? error.message : error}.`;
    }
  });
  return server?.url;
}

async function stopServers(): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
}

async function giveUp(code: number): Promise<void> {
  endEverything();
  await stopServers();
  console.log('The tests were interrupted.');
  process.exit(code);
}
