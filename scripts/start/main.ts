/** The second half of `npm start`: supervises the services and puts one address in front. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, EXIT_CONFIG } from '@silkconsult/service-kit';
import { buildClient } from '../client-build.ts';
import { isFree } from '../free-port.ts';
import { startProgress } from '../setup/progress.mjs';
import { demoAccounts } from './accounts.ts';
import { type StartConfig, startConfig } from './config.ts';
import { greeting } from './greeting.ts';
import { parseOptions } from './options.ts';
import { PortProblem, ServiceProblem, UsageProblem } from './problems.ts';
import { createServices } from './services.ts';

const startedAt = Number(process.env.STARTED_AT ?? performance.timeOrigin);
const say = (line: string) => console.log(line);

/** Done from the last to the first. */
const closers: (() => Promise<void>)[] = [];
let stopping: Promise<void> | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stop(0));
}
process.on('disconnect', () => void stop(0));
process.channel?.unref();

try {
  await start(await startConfig(parseOptions(process.argv.slice(2)), process.env));
} catch (error) {
  await giveUp(error);
}

async function start(config: StartConfig): Promise<void> {
  if (!(await isFree(config.port, config.host))) throw new PortProblem(config.port);
  await prepareClient(join(config.dataDir, 'logs'));
  const { scheduling, signaling, ports } = await createServices({
    dataDir: config.dataDir,
    publicUrl: config.publicUrl,
    secret: config.secret,
    lanAddress: config.lan?.address,
    say,
  });
  const services = signaling ? [scheduling, signaling] : [scheduling];
  for (const service of services) {
    closers.push(() => service.stop());
    service.onGivenUp = (problem) => void giveUp(problem);
  }
  const ready = Promise.all(services.map((service) => service.start()));
  // Loaded while the services start, not before.
  const [{ createFront }] = await Promise.all([import('./front.ts'), ready]);
  if (stopping) return;
  const front = createFront(
    { scheduling: ports.scheduling, signaling: signaling && ports.signaling },
    config.lan?.certificate,
  );
  await new Promise<void>((resolve, reject) => {
    front.once('error', () => reject(new PortProblem(config.port)));
    front.listen(config.port, config.host, resolve);
  });
  // It goes last, so that the people in a room still hear that the services are closing.
  closers.unshift(async () => {
    front.close();
    front.closeAllConnections();
  });
  const lines = greeting({
    seconds: (Date.now() - startedAt) / 1000,
    url: config.publicUrl,
    lan: config.lan !== undefined,
    embeddedIn: config.embeddedDatabase ? config.dataDir : undefined,
    callsPossible: signaling !== undefined,
    accounts: config.demo ? await demoAccounts() : [],
    logs: join(config.dataDir, 'logs'),
  });
  say(lines.join('\n'));
}

async function prepareClient(logs: string): Promise<void> {
  let progress: ReturnType<typeof startProgress> | undefined;
  const complaint = await buildClient({
    onBuild: () => {
      progress = startProgress('Client: its sources are new or changed (about 20 seconds)', say);
    },
  });
  if (complaint === undefined) {
    progress?.succeed('Client');
    return;
  }
  progress?.fail('Client');
  const log = join(logs, 'client-build.log');
  mkdirSync(logs, { recursive: true });
  writeFileSync(log, complaint);
  throw new ServiceProblem(`The client could not be built; what Vite said is in ${log}.`);
}

/** Stops everything, once. */
function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    for (const close of closers.reverse()) await close();
    process.exit(code);
  })();
  return stopping;
}

async function giveUp(error: unknown): Promise<void> {
  const known = [ConfigError, ServiceProblem, UsageProblem, PortProblem];
  const isKnown = known.some((kind) => error instanceof kind);
  const message = error instanceof Error ? error.message : String(error);
  console.error(isKnown ? message : `SilkConsult could not be started: ${message}`);
  await stop(error instanceof ConfigError ? EXIT_CONFIG : 1);
}
