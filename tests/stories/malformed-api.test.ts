/** @jest-environment ./tests/support/stackEnvironment.ts */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@silkconsult/protocol';
import { ERRORS } from '@silkconsult/protocol';
import { Api } from '../support/api.ts';
import { ACCOUNTS } from '../support/consults.ts';
import { stack } from '../support/stack.ts';

const ID = '00000000-0000-4000-8000-000000000000';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

interface Operation {
  security?: unknown[];
  requestBody?: unknown;
}

interface OpenApi {
  paths: Record<string, Partial<Record<(typeof METHODS)[number], Operation>>>;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** Bodies that no request is made of, with the headers that they come with. */
const BODIES: Record<string, { body: string; headers: Record<string, string> }> = {
  'broken JSON': { body: '{"start": ', headers: JSON_TYPE },
  'a number': { body: '7', headers: JSON_TYPE },
  null: { body: 'null', headers: JSON_TYPE },
  'a list': { body: '[[[[]]]]', headers: JSON_TYPE },
  'deep nesting': { body: `${'['.repeat(20_000)}${']'.repeat(20_000)}`, headers: JSON_TYPE },
  'a form': { body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  'an unknown charset': { body: '{}', headers: { 'content-type': 'application/json; charset=x' } },
  'an unknown encoding': { body: '{}', headers: { ...JSON_TYPE, 'content-encoding': 'brr' } },
  'broken gzip': { body: 'not gzip', headers: { ...JSON_TYPE, 'content-encoding': 'gzip' } },
  'fields of the wrong kind': {
    body: JSON.stringify({
      email: { $ne: 1 },
      password: [],
      start: 'tomorrow',
      end: -1,
      participants: [{ actor: "'; DROP TABLE appointments; --", role: 'king' }],
      version: 'x',
      actor: 7,
      token: '\u0000'.repeat(30),
      reports: [{ type: 'nosuch' }],
    }),
    headers: JSON_TYPE,
  },
  megabytes: { body: JSON.stringify({ reason: 'x'.repeat(8_000_000) }), headers: JSON_TYPE },
};

describe('the API answers nonsense with a problem that has a code', () => {
  let api: Api;
  let routes: { method: string; path: string; isSecured: boolean; takesBody: boolean }[];
  let pids: number[];

  const send = (method: string, path: string, init: RequestInit = {}) =>
    fetch(`${stack().url}${path}`, {
      ...init,
      method: method.toUpperCase(),
      headers: { authorization: `Bearer ${api.session.accessToken}`, ...init.headers },
    });

  const expectProblem = async (what: string, response: Response) => {
    const type = response.headers.get('content-type') ?? '';
    expect({ what, type }).toEqual({
      what,
      type: expect.stringMatching('application/problem.json'),
    });
    const problem = (await response.json()) as Problem;
    expect({ what, status: response.status }).toEqual({ what, status: problem.status });
    expect(problem.status).toBeLessThan(500);
    expect(Object.keys(ERRORS)).toContain(problem.code);
    expect(problem.i18nKey).toBe(`errors.${problem.code}`);
  };

  beforeAll(async () => {
    pids = stack().pidsOf('scheduling');
    api = await Api.signIn(stack().url, ACCOUNTS.coordinator);
    const { paths } = (await (await fetch(`${stack().url}/api/openapi.json`)).json()) as OpenApi;
    routes = Object.entries(paths).flatMap(([path, operations]) =>
      METHODS.filter((method) => operations[method]).map((method) => ({
        method,
        path,
        isSecured: (operations[method]?.security?.length ?? 0) > 0,
        takesBody: operations[method]?.requestBody !== undefined,
      })),
    );
    expect(routes.length).toBeGreaterThan(10);
  }, 150_000);

  it('in bodies', async () => {
    const writing = routes.filter(({ takesBody }) => takesBody);
    expect(writing.length).toBeGreaterThan(10);
    for (const { method, path } of writing) {
      for (const [kind, init] of Object.entries(BODIES)) {
        const what = `${method} ${path} with ${kind}`;
        await expectProblem(what, await send(method, path.replace(/\{\w+\}/g, ID), init));
      }
    }
    expect(stack().pidsOf('scheduling')).toEqual(pids);
  }, 60_000);

  it('in paths', async () => {
    const withId = routes.filter(({ path }) => path.includes('{'));
    expect(withId.length).toBeGreaterThan(0);
    for (const { method, path } of withId) {
      for (const id of [
        'x',
        '%00',
        '%ff',
        "'%20OR%201=1",
        ID.replace('4', 'z'),
        'x'.repeat(5_000),
      ]) {
        const init = method === 'get' ? {} : { body: '{}', headers: JSON_TYPE };
        const response = await send(method, path.replace(/\{\w+\}/g, id), init);
        await expectProblem(`${method} ${path} with id ${id.slice(0, 20)}`, response);
      }
    }
    expect(stack().pidsOf('scheduling')).toEqual(pids);
  }, 60_000);

  it('in queries', async () => {
    const queries = ['limit=x', 'limit=-1', 'limit=1e9', 'from=now&to=then', 'from[]=1&to[$gt]=2'];
    for (const query of queries) {
      await expectProblem(query, await send('get', `/api/appointments?${query}`));
    }
    await expectProblem('a broken cursor', await send('get', '/api/patients?cursor=%00%ff'));
    expect(stack().pidsOf('scheduling')).toEqual(pids);
  });

  it('for what is not there', async () => {
    await expectProblem('no such route', await send('get', '/api/nosuch'));
    await expectProblem('no such method', await send('delete', '/api/organizations'));
  });

  it('for whoever has not signed in', async () => {
    const secured = routes.filter(({ isSecured }) => isSecured);
    expect(secured.length).toBeGreaterThan(10);
    for (const { method, path } of secured) {
      const response = await fetch(`${stack().url}${path.replace(/\{\w+\}/g, ID)}`, {
        method: method.toUpperCase(),
        ...(method !== 'get' && { body: '{}', headers: JSON_TYPE }),
      });
      await expectProblem(`${method} ${path} unsigned`, response);
      expect({ path, status: response.status }).toEqual({ path, status: 401 });
    }
  });
});
