import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { request } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../free-port.ts';
import { createFront } from './front.ts';
import { certificateFor } from './lan.ts';

const open: Server[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** Listens on a free port of 127.0.0.1 until the test is over. */
async function listen(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A service that answers with its name and what it was asked. */
async function service(name: string): Promise<number> {
  const server = createServer((incoming, response) => {
    response.end(`${name} ${incoming.url} ${incoming.headers['x-forwarded-proto']}`);
  });
  server.on('upgrade', (_incoming: IncomingMessage, socket) => {
    socket.end(
      `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n${name}`,
    );
  });
  return listen(server);
}

async function get(port: number, path: string) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: answer.status, text: await answer.text() };
}

/** Everything that comes back for an upgrade request, until the connection ends. */
async function upgrade(port: number, path: string): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    socket.on('data', (chunk) => {
      received += chunk.toString();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
  });
}

describe('the front of all services', () => {
  it('leads /socket.io to signaling and everything else to scheduling', async () => {
    const front = await listen(
      createFront({
        scheduling: await service('scheduling'),
        signaling: await service('signaling'),
      }),
    );
    expect((await get(front, '/socket.io/?EIO=4')).text).toBe('signaling /socket.io/?EIO=4 http');
    for (const path of ['/', '/api/appointments?from=1', '/socket.iox', '/.well-known/jwks.json']) {
      expect((await get(front, path)).text).toBe(`scheduling ${path} http`);
    }
  });

  it('answers while five hundred event streams are open', async () => {
    const scheduling = createServer((incoming, response) => {
      if (incoming.url === '/api/events') response.write('event: ready\n\n');
      else response.end('answered');
    });
    const front = await listen(
      createFront({ scheduling: await listen(scheduling), signaling: undefined }),
    );
    const away = new AbortController();
    await Promise.all(
      Array.from({ length: 500 }, async () => {
        const stream = await fetch(`http://127.0.0.1:${front}/api/events`, {
          signal: away.signal,
        });
        expect(stream.status).toBe(200);
      }),
    );
    expect((await get(front, '/')).text).toBe('answered');
    away.abort();
  });

  it('leads the websocket of /socket.io to signaling and lets no other through', async () => {
    const front = await listen(
      createFront({
        scheduling: await service('scheduling'),
        signaling: await service('signaling'),
      }),
    );
    expect(await upgrade(front, '/socket.io/?transport=websocket')).toMatch(/101[\s\S]*signaling$/);
    expect(await upgrade(front, '/api')).toBe('');
  });

  it('answers with a problem document while a service is away', async () => {
    const front = await listen(createFront({ scheduling: await freePort(), signaling: undefined }));
    for (const path of ['/api/sessions', '/socket.io/']) {
      const { status, text } = await get(front, path);
      expect(status).toBe(503);
      expect(JSON.parse(text)).toMatchObject({ code: 'unavailable', status: 503 });
    }
    expect(await upgrade(front, '/socket.io/')).toBe('');
  });

  it('serves HTTPS with a certificate of its own', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'silkconsult-front-'));
    const certificate = await certificateFor('127.0.0.1', folder);
    const port = await listen(
      createFront({ scheduling: await service('scheduling'), signaling: undefined }, certificate),
    );
    const text = await new Promise<string>((resolve, reject) => {
      const asked = request(
        { port, host: '127.0.0.1', path: '/', ca: certificate.cert },
        (answer) => {
          let body = '';
          answer.on('data', (chunk) => {
            body += chunk;
          });
          answer.on('end', () => resolve(body));
        },
      );
      asked.on('error', reject).end();
    });
    rmSync(folder, { recursive: true });
    expect(text).toBe('scheduling / https');
  });
});
