import { createHmac, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { API_AUDIENCE } from '@silkconsult/protocol';
import { TestNode } from '../testing/node.ts';
import { claimsOf } from '../testing/scheduling.ts';

let node: TestNode;
beforeAll(async () => {
  node = await TestNode.start();
});
afterAll(() => node.close());

const HOUR = 3600;
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

async function codeFor(token: unknown): Promise<string> {
  try {
    const client = await node.connectWith(token);
    await client.join();
    return 'let in';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('the door', () => {
  it('opens to a token that scheduling signed', async () => {
    expect(await codeFor(node.scheduling.token({ role: 'specialist' }))).toBe('let in');
  });

  it.each([
    ['none at all', undefined],
    ['an empty one', ''],
    ['null', null],
  ])('asks for a token: %s', async (_case, token) => {
    expect(await codeFor(token)).toBe('token_missing');
  });

  it.each([
    ['a number', 7],
    ['an object', { token: 'x' }],
    ['a list', ['x']],
    ['something else', 'hello'],
    ['three empty parts', '..'],
    ['broken JSON in it', `${Buffer.from('{"typ":"JWT"').toString('base64url')}.e30.x`],
    ['no JSON in a JWT', `${part({ alg: 'ES256', typ: 'JWT', kid: 'test-key' })}.eA.eA`],
    ['a novel', 'x'.repeat(100_000)],
  ])('refuses what is no token: %s', async (_case, token) => {
    expect(await codeFor(token)).toBe('token_invalid');
  });

  it('refuses an expired token', async () => {
    const claims = claimsOf({ role: 'specialist' });
    const sign = (exp: number) => node.scheduling.sign({ ...claims, exp });
    expect(await codeFor(sign(inSeconds(-1)))).toBe('token_expired');
    expect(await codeFor(sign(inSeconds(-5 * HOUR)))).toBe('token_expired');
    expect(await codeFor(sign(inSeconds(-7 * HOUR)))).toBe('token_expired');
  });

  it('lets a token that is expired for hours not even connect', async () => {
    const claims = claimsOf({ role: 'specialist', exp: inSeconds(-7 * HOUR) });
    await expect(node.connectWith(node.scheduling.sign(claims))).rejects.toMatchObject({
      code: 'token_expired',
    });
  });

  it('refuses a token without an end', async () => {
    const { exp: _, ...claims } = claimsOf({ role: 'specialist' });
    expect(await codeFor(node.scheduling.sign(claims))).toBe('token_invalid');
  });

  it('refuses another key, also under the name of the right one', async () => {
    const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const claims = claimsOf({ role: 'specialist' });
    expect(await codeFor(node.scheduling.sign(claims, { key }))).toBe('token_invalid');
    expect(await codeFor(node.scheduling.sign(claims, { key, keyid: 'other' }))).toBe(
      'token_invalid',
    );
  });

  it('refuses alg none, however it is written', async () => {
    for (const alg of ['none', 'None', 'NONE', '']) {
      const header = part({ alg, typ: 'JWT', kid: 'test-key' });
      const token = `${header}.${part(claimsOf({ role: 'specialist' }))}.`;
      expect(await codeFor(token)).toBe('token_invalid');
    }
  });

  it('refuses HS256 with the public key as its secret', async () => {
    const { publicKey } = node.scheduling.keys;
    const secrets = [
      publicKey.export({ type: 'spki', format: 'pem' }),
      publicKey.export({ type: 'spki', format: 'der' }),
      JSON.stringify(publicKey.export({ format: 'jwk' })),
    ];
    for (const alg of ['HS256', 'ES256'])
      for (const secret of secrets) {
        const header = part({ alg, typ: 'JWT', kid: 'test-key' });
        const signed = `${header}.${part(claimsOf({ role: 'specialist' }))}`;
        const signature = createHmac('sha256', secret).update(signed).digest('base64url');
        expect(await codeFor(`${signed}.${signature}`)).toBe('token_invalid');
      }
  });

  it.each([
    ['the audience of the API', { aud: API_AUDIENCE }, 'token_wrong_audience'],
    ['several audiences', { aud: [API_AUDIENCE, 'silkconsult-signaling'] }, 'token_wrong_audience'],
    ['no audience', { aud: undefined }, 'token_invalid'],
    ['another issuer', { iss: 'somebody' }, 'token_invalid'],
    ['a room that is no id', { room: '*' }, 'token_invalid'],
    ['a permission that does not exist', { permissions: ['everything'] }, 'token_invalid'],
    ['a part that nobody plays', { role: 'admin' }, 'token_invalid'],
  ])('refuses %s', async (_case, claims, code) => {
    const token = node.scheduling.sign({ ...claimsOf({ role: 'specialist' }), ...claims });
    expect(await codeFor(token)).toBe(code);
  });
});

describe("scheduling's keys", () => {
  it('are not asked for again for every stranger', async () => {
    const before = node.scheduling.keyRequests;
    const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const tokens = Array.from({ length: 20 }, (_, index) =>
      node.scheduling.sign(claimsOf({ role: 'patient' }), { key, keyid: `stranger-${index}` }),
    );
    await Promise.all(tokens.map(codeFor));
    expect(node.scheduling.keyRequests - before).toBeLessThanOrEqual(1);
  });

  it('are kept while scheduling is down', async () => {
    await node.scheduling.stop();
    expect(await codeFor(node.scheduling.token({ role: 'specialist' }))).toBe('let in');
    await node.scheduling.listen();
  });

  it('are needed once: before that, people are told to try again', async () => {
    await node.scheduling.stop();
    const fresh = await TestNode.start({ scheduling: node.scheduling });
    const token = node.scheduling.token({ role: 'specialist' });
    await expect(fresh.connectWith(token)).rejects.toMatchObject({ code: 'unavailable' });
    await node.scheduling.listen();
    await (await fresh.connectWith(token)).join();
    await fresh.stop();
  });
});
