import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TestClient } from './testing/client.ts';
import { SECRET, TestScheduling } from './testing/scheduling.ts';

// Each starts whole processes, the captions host among them, beside other tests that do the same.
jest.setTimeout(120_000);

let dataDir: string;
let scheduling: TestScheduling;
const children: ChildProcess[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'silkconsult-main-'));
  scheduling = await TestScheduling.start();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await scheduling.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** The program as the start script runs it, the real captions host included. */
function run(env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = fork(join(import.meta.dirname, 'main.ts'), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN,
      PORT: '0',
      MEDIA_PORT: '0',
      MEDIA_WORKERS: '1',
      DATA_DIR: dataDir,
      SCHEDULING_URL: scheduling.url,
      SERVICE_SECRET: SECRET,
      ...env,
    },
  });
  children.push(child);
  return child;
}

async function listening(child: ChildProcess): Promise<string> {
  const [{ port }] = (await once(child, 'message')) as [{ type: string; port: number }];
  return `http://127.0.0.1:${port}`;
}

async function ended(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  const [said, [code]] = await Promise.all([
    child.stderr ? text(child.stderr) : '',
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, said };
}

describe('the program', () => {
  it('holds a consult, and on SIGTERM says goodbye, writes its reports, and exits', async () => {
    const child = run();
    const url = await listening(child);
    const specialist = await TestClient.connect(url, {
      token: scheduling.token({ role: 'specialist' }),
    });
    await specialist.join();
    child.kill('SIGTERM');
    await specialist.next('nodeDraining');
    expect((await ended(child)).code).toBe(0);
    const reports = await scheduling.until((all) => all.length >= 3);
    expect(reports.at(-1)).toMatchObject({ type: 'participantLeft', reason: 'lost' });
  });

  it('killed in a consult: its next start tells scheduling who is there no more', async () => {
    const child = run();
    const url = await listening(child);
    const specialist = await TestClient.connect(url, {
      token: scheduling.token({ role: 'specialist' }),
    });
    await specialist.join();
    await scheduling.until((all) => all.length >= 2);
    child.kill('SIGKILL');
    await specialist.disconnected();
    await listening(run());
    const reports = await scheduling.until((all) => all.length >= 3);
    expect(reports.at(-1)).toMatchObject({ type: 'participantLeft', reason: 'lost' });
  });

  it('does not outlive its supervisor', async () => {
    const child = run();
    await listening(child);
    child.disconnect();
    expect((await ended(child)).code).toBe(0);
  });

  it('configured wrongly says what to change and exits with 78', async () => {
    const { code, said } = await ended(run({ SERVICE_SECRET: 'short' }));
    expect([code, said]).toEqual([78, 'SERVICE_SECRET: must have at least 16 characters.\n']);
  });

  it('on a port that is taken says so', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, said } = await ended(run({ PORT: String(port) }));
    expect(code).toBe(1);
    expect(said).toContain(`Port ${port} of 127.0.0.1 is taken: set PORT`);
    other.close();
  });
});
