import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigError } from '@silkconsult/service-kit';
import { freePort } from '../free-port.ts';
import { Service } from './service.ts';

/** A service as small as one can be: it answers every request with its process id. */
const SERVER = `
import { createServer } from 'node:http';
const server = createServer((request, response) => response.end(String(process.pid)));
server.listen(process.env.PORT, '127.0.0.1');
process.on('SIGTERM', () => server.close(() => process.exit(0)));
`;

let folder: string;
let said: string[];
const started: Service[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'silkconsult-service-'));
  said = [];
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((service) => service.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function serviceOf(source: string): Promise<{ service: Service; port: number }> {
  const main = join(folder, 'main.mjs');
  writeFileSync(main, source);
  const port = await freePort();
  const service = new Service({
    name: 'scheduling',
    main,
    port,
    env: process.env,
    logFile: join(folder, 'scheduling.log'),
    say: (line) => said.push(line),
  });
  started.push(service);
  return { service, port };
}

/** The process id that the service answers with, as soon as it answers. */
async function answer(port: number): Promise<number> {
  for (;;) {
    try {
      return Number(await (await fetch(`http://127.0.0.1:${port}/`)).text());
    } catch {
      await new Promise(setImmediate);
    }
  }
}

/** Resolves when nobody listens on the port any more. */
async function untilSilent(port: number): Promise<void> {
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/`);
    } catch {
      return;
    }
  }
}

describe('a supervised service', () => {
  it('has started when it is ready', async () => {
    const { service, port } = await serviceOf(SERVER);
    await service.start();
    expect(await answer(port)).toBe(service.pid);
    expect(said).toEqual([]);
  });

  it('is running again after it was killed, and a sentence says so', async () => {
    const { service, port } = await serviceOf(SERVER);
    await service.start();
    const first = await answer(port);
    process.kill(first, 'SIGKILL');
    let next = first;
    while (next === first) next = await answer(port);
    expect(next).toBe(service.pid);
    expect(said).toEqual(['scheduling was ended by SIGKILL; it starts again in 0.2 s.']);
  });

  it('stops the start with its own sentence when its configuration is wrong', async () => {
    const { service } = await serviceOf(
      `console.error('DEMO needs an empty database.'); process.exit(78);`,
    );
    await expect(service.start()).rejects.toThrow(new ConfigError('DEMO needs an empty database.'));
    expect(said).toEqual([]);
  });

  it('gives up on a service that ends three times before it was ever ready', async () => {
    const { service } = await serviceOf(`console.error('no luck'); process.exit(3);`);
    await expect(service.start()).rejects.toThrow(
      /scheduling cannot start: it ended with code 3\.[\s\S]*no luck/,
    );
    expect(said).toEqual([
      'scheduling ended with code 3; it starts again in 0.2 s.',
      'scheduling ended with code 3; it starts again in 0.4 s.',
    ]);
  });

  it('shows warnings on the terminal once it is ready, and keeps everything in its log', async () => {
    const { service, port } = await serviceOf(`
const log = (level, msg) => console.log(JSON.stringify({ level, msg }));
log('warn', 'signaling is not there yet');
${SERVER}
server.on('request', (request) => {
  if (request.url === '/ready') return;
  log('info', 'a request');
  log('warn', 'the disk is nearly full');
});`);
    await service.start();
    await answer(port);
    await service.stop();
    expect(said).toEqual(['scheduling: the disk is nearly full']);
    const log = await readFile(join(folder, 'scheduling.log'), 'utf8');
    expect(log).toContain('signaling is not there yet');
    expect(log).toContain('a request');
  });

  it('tells the last error of a service that cannot start', async () => {
    const { service } = await serviceOf(`
console.log(JSON.stringify({ level: 'info', msg: 'hello' }));
console.log(JSON.stringify({ level: 'fatal', msg: 'the folder is in use', reason: 'locked' }));
process.exit(1);`);
    await expect(service.start()).rejects.toThrow(
      /The last it said:\nthe folder is in use: locked$/,
    );
  });

  it('takes what the service started itself along when it dies', async () => {
    const helperPort = await freePort();
    const { service } = await serviceOf(`
import { spawn } from 'node:child_process';
spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(SERVER)}], {
  env: { ...process.env, PORT: '${helperPort}' },
});
${SERVER}`);
    await service.start();
    await answer(helperPort);
    await service.stop();
    await untilSilent(helperPort);
  });
});
