import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from './database/migrate.ts';
import { embeddedDatabase } from './database/open.ts';
import type { Database } from './database/types.ts';
import { problemOf, startTestServer, type TestServer } from './testing/server.ts';
import { createWorld, type World } from './testing/world.ts';

let folder: string;
let db: Database;
let server: TestServer;
let world: World;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-'));
  const dist = join(folder, 'dist');
  await mkdir(join(dist, 'assets'), { recursive: true });
  await writeFile(join(dist, 'index.html'), '<title>the client</title>');
  await writeFile(join(dist, 'assets', 'app-1a2b.js'), 'let app;');
  await writeFile(join(dist, 'assets', 'app-1a2b.js.gz'), gzipSync('let app;'));
  await writeFile(join(folder, 'secret.txt'), 'not yours');
  db = await embeddedDatabase();
  await migrate(db);
  world = await createWorld(db);
  server = await startTestServer(db, {
    CLIENT_DIST: dist,
    SIGNALING_URL: 'https://media.example',
  });
}, 60_000);
afterAll(async () => {
  await server?.close();
  await db?.destroy();
  await rm(folder, { recursive: true });
});

/** A request as no HTTP client would send it: its path is not normalised. */
async function rawGet(path: string): Promise<string> {
  const { port } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.end(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text;
}

describe('operations', () => {
  it('is alive, ready, and measured by route', async () => {
    expect((await server.send('GET', '/health')).body).toEqual({ status: 'ok' });
    expect(await server.send('GET', '/ready')).toMatchObject({
      status: 200,
      body: { ready: true, checks: { database: true } },
    });
    await server.send('GET', `/api/appointments/${world.specialist}`, { as: world.specialist });
    const { body } = await server.send('GET', '/metrics');
    expect(body).toContain('route="/api/appointments/:id",status="404"');
    expect(body).not.toContain(world.specialist);
    expect(body).toContain('silkconsult_event_streams{component="scheduling"} 0');
  });
});

describe('errors', () => {
  it.each([
    ['GET', '/api/nothing', undefined, 404, 'not_found'],
    ['DELETE', '/api/appointments', undefined, 405, 'method_not_allowed'],
    ['POST', '/api/sessions', '{"email":', 400, 'invalid_request'],
    [
      'POST',
      '/api/sessions',
      new Blob([Buffer.from('{"email":"\xff"}', 'latin1')]),
      400,
      'invalid_request',
    ],
    ['POST', '/api/sessions', { email: 'a@b.example', password: 'a\0' }, 400, 'invalid_request'],
    ['POST', '/api/sessions', {}, 400, 'invalid_request'],
    ['POST', '/api/sessions', { email: 'x'.repeat(200_000) }, 413, 'payload_too_large'],
  ])('%s %s with %.20j is a problem document', async (method, path, body, status, code) => {
    expect(problemOf(await server.send(method, path, { body }))).toMatchObject({ status, code });
  });

  it('name the fields, never their values', async () => {
    const answer = await server.send('POST', '/api/sessions', {
      body: { email: 'aigul at hospital', password: '' },
    });
    expect(problemOf(answer).issues?.map(({ path }) => path)).toEqual(['email', 'password']);
    expect(JSON.stringify(answer.body)).not.toContain('aigul');
  });
});

describe('the API documents itself', () => {
  it('in OpenAPI 3.1 from the schemas that validate', async () => {
    const { body } = await server.send('GET', '/api/openapi.json');
    const document = body as {
      openapi: string;
      paths: Record<string, Record<string, { responses: object; security: object[] }>>;
      components: { schemas: Record<string, { properties: object }> };
    };
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(operations).toEqual(
      expect.arrayContaining([
        'get /.well-known/jwks.json',
        'get /api/appointments/{id}',
        'patch /api/appointments/{id}',
        'post /api/appointments/{id}/admission',
        'delete /api/appointments/{id}/invitations/{invitationId}',
        'get /api/notices/undelivered',
        'get /calendar/{token}.ics',
      ]),
    );
    const booking = document.paths['/api/appointments']?.post;
    expect(Object.keys(booking?.responses ?? {})).toEqual([
      '201',
      '400',
      '401',
      '403',
      '409',
      '422',
    ]);
    expect(booking?.security).toEqual([{ accessToken: [] }]);
    expect(Object.keys(document.components.schemas.Appointment?.properties ?? {})).toContain(
      'encounter',
    );
  });

  it('on a page that loads everything from this server', async () => {
    const { body } = await server.send('GET', '/api/docs');
    const links = [...String(body).matchAll(/(?:src|href)="([^"]+)"/g)].map(
      ([, link]) => link ?? '',
    );
    expect(links).toHaveLength(3);
    for (const link of links) {
      expect(link).toMatch(/^\/api\/docs\//);
      expect((await server.send('GET', link)).status).toBe(200);
    }
  });
});

describe('the client', () => {
  it('is its one page at every address that is no file', async () => {
    for (const path of ['/', '/sign-in', '/appointments/1/room', '/i']) {
      const answer = await server.send('GET', path);
      expect(answer).toMatchObject({ status: 200, body: '<title>the client</title>' });
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    }
  });

  it('comes compressed, and its files are kept by the browser', async () => {
    const answer = await server.send('GET', '/assets/app-1a2b.js');
    expect(answer.body).toBe('let app;');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('cache-control')).toContain('immutable');
  });

  it('does not pretend that a missing file or endpoint is a page', async () => {
    for (const path of ['/assets/old.js', '/api/unknown', '/.well-known/none'])
      expect(problemOf(await server.send('GET', path)).code).toBe('not_found');
  });

  it('lets nobody out of its folder', async () => {
    for (const path of [
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
    ])
      expect(await rawGet(path)).not.toContain('not yours');
  });

  it('may load nothing from elsewhere but the signalling socket', async () => {
    const { headers } = await server.send('GET', '/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' https://media.example wss://media.example");
    expect(headers.get('strict-transport-security')).toContain('max-age');
    expect(headers.get('permissions-policy')).toContain('camera=(self)');
  });
});
