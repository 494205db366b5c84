import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '@silkconsult/service-kit';
import { TestNode } from '../testing/node.ts';
import type { WorkersOptions } from './workers.ts';
import { Workers } from './workers.ts';

const opened: Workers[] = [];
afterEach(() => {
  for (const workers of opened.splice(0)) workers.close();
});

async function start(options: Partial<WorkersOptions>): Promise<Workers> {
  const logger = createLogger('test', 'silent');
  const workers = await Workers.create({ logger, listenIp: '127.0.0.1', port: 0, ...options });
  opened.push(workers);
  return workers;
}

/** Free for a worker after the socket is closed. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

async function portsOf(workers: Workers): Promise<number[]> {
  const dumps = await Promise.all(workers.living.map(({ server }) => server.dump()));
  return dumps.flatMap(({ udpSockets, tcpServers }) =>
    [...udpSockets, ...tcpServers].map(({ port }) => port),
  );
}

describe('media workers', () => {
  it('are as many as configured, each on one port for UDP and TCP, counted from the first', async () => {
    const port = await freePort();
    const workers = await start({ count: 2, port });
    expect((await portsOf(workers)).sort()).toEqual([port, port, port + 1, port + 1]);
  });

  it('are replaced on the same port when they are killed', async () => {
    const port = await freePort();
    const workers = await start({ count: 1, port });
    const [before] = workers.living;
    const living = once(workers, 'living');
    process.kill(before?.worker.pid ?? 0, 'SIGKILL');
    await living;
    expect(workers.living[0]?.worker.pid).not.toBe(before?.worker.pid);
    expect(await portsOf(workers)).toEqual([port, port]);
  });

  it('are chosen by what they carry', async () => {
    const workers = await start({ count: 2 });
    const first = await workers.acquire();
    const router = await first.worker.createRouter();
    const second = await workers.acquire();
    expect(second).not.toBe(first);
    await second.worker.createRouter();
    await second.worker.createRouter();
    expect(await workers.acquire()).toBe(first);
    router.close();
    expect(first.load).toBe(0);
  });

  it('do not count what was still being made when its room closed', async () => {
    const workers = await start({ count: 1 });
    const living = await workers.acquire();
    const router = await living.worker.createRouter();
    const late = router.createDirectTransport();
    router.close();
    await late;
    expect(living.load).toBe(0);
  });

  it('that cannot be started are complained of in one sentence, and tried again', async () => {
    const sink = new PassThrough();
    const logger = createLogger('test', 'error', sink);
    const workers = await start({ logger, workerBin: '/nonexistent/mediasoup-worker', count: 4 });
    expect(workers.living).toEqual([]);
    const lines = String(sink.read()).trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('set MEDIASOUP_WORKER_BIN to its path');
  });

  it('that cannot listen are complained of with the port, and start when it is free', async () => {
    const sink = new PassThrough();
    const logger = createLogger('test', 'error', sink);
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const { port } = socket.address();
    const workers = await start({ logger, port, count: 1 });
    expect(String(sink.read())).toContain(`port ${port}: the port is taken`);
    const living = once(workers, 'living');
    socket.close();
    await living;
    expect(await portsOf(workers)).toEqual([port, port]);
  });
});

describe('a node without its worker program', () => {
  it('is alive, not ready, and tells those who join that media is not to be had', async () => {
    const node = await TestNode.start({ env: { MEDIASOUP_WORKER_BIN: '/nonexistent/worker' } });
    const ask = async (path: string) => (await fetch(`${node.running.url}${path}`)).status;
    expect([await ask('/health'), await ask('/ready'), await ask('/metrics')]).toEqual([
      200, 503, 200,
    ]);
    const specialist = await node.connect({ role: 'specialist' });
    await expect(specialist.join()).rejects.toMatchObject({ code: 'media_unavailable' });
    await node.close();
  });
});
