import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import jwt from 'jsonwebtoken';
import { refusalOf, sendFhir } from '../testing/fhir.ts';
import {
  askToken,
  assertionOf,
  newKey,
  registerClient,
  type TestClient,
  tokenFor,
} from '../testing/machineClient.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import { MINUTE } from '../testing/server.ts';
import { createClient, revokeClient } from './registration.ts';

describeScheduling('the token endpoint', ({ database, server, world }) => {
  let client: TestClient;
  beforeEach(async () => {
    client = await registerClient(server, 'Osh', ['system/Organization.rs', 'system/Patient.r']);
  });

  const ask = async (assertion: string, more: Record<string, string> = {}) => {
    const response = await askToken(server, { client_assertion: assertion, ...more });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const seconds = () => Math.floor(server.clock.now / 1000);
  const refused = { status: 401, body: { error: 'invalid_client' } };

  it('gives a token for a good assertion, with the registered scopes', async () => {
    const { status, body } = await ask(assertionOf(server, client));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'system/Organization.rs system/Patient.r',
    });
    const { status: read } = await sendFhir(
      server,
      String(body.access_token),
      'GET',
      'Organization',
    );
    expect(read).toBe(200);
  });

  it('is for programs that administrators register, see and shut out', async () => {
    const key = newKey();
    const body = { name: 'Ward system', scopes: ['system/*.rs'], jwks: { keys: [key.jwk] } };
    const send = (method: string, path = '', as = world.admin, sent?: unknown) =>
      server.send(method, `/api/machine-clients${path}`, { as, body: sent });
    expect((await send('POST', '', world.coordinator, body)).status).toBe(403);
    const wrong = { ...body, jwks: { keys: [{ ...key.jwk, d: 'x' }] } };
    expect((await send('POST', '', world.admin, wrong)).status).toBe(400);
    const { id } = (await send('POST', '', world.admin, body)).body as { id: string };
    const listed = async () => {
      const { items } = (await send('GET')).body as { items: Record<string, unknown>[] };
      return items;
    };
    expect(await listed()).toMatchObject([{ id, name: 'Ward system', keys: [key.kid] }]);
    expect((await listed())[0]?.lastUsedAt).toBeUndefined();
    expect((await ask(assertionOf(server, { id, key }))).status).toBe(200);
    expect((await listed())[0]?.lastUsedAt).toBe(new Date(server.clock.now).toISOString());
    expect((await send('DELETE', `/${client.id}`)).status).toBe(404);
    expect((await send('DELETE', `/${id}`)).status).toBe(204);
    expect(await ask(assertionOf(server, { id, key }))).toEqual(refused);
  });

  it('narrows the scopes to those asked for, and never widens them', async () => {
    const narrowed = await ask(assertionOf(server, client), { scope: 'system/Patient.cruds' });
    expect(narrowed.body.scope).toBe('system/Patient.r');
    const none = await ask(assertionOf(server, client), { scope: 'system/Appointment.r' });
    expect(none).toEqual({ status: 400, body: { error: 'invalid_scope' } });
  });

  it('refuses an assertion that was used before, in a race too', async () => {
    const assertion = assertionOf(server, client);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => ask(assertion)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await ask(assertion)).toEqual(refused);
  });

  it.each([
    ['that has expired', () => ({ claims: { exp: seconds() - 60 } })],
    ['that lives too long', () => ({ claims: { exp: seconds() + 3600 } })],
    ['that never expires', () => ({ claims: { exp: undefined } })],
    ['for another endpoint', () => ({ claims: { aud: 'https://other.example/oauth/token' } })],
    ['about somebody else', () => ({ claims: { sub: world.admin } })],
    ['without an id', () => ({ claims: { jti: undefined } })],
    ['whose issuer is unknown', () => ({ claims: { iss: world.admin, sub: world.admin } })],
    ['whose issuer is no id', () => ({ claims: { iss: "' OR 1=1", sub: "' OR 1=1" } })],
    ['signed with a key of nobody', () => ({ key: newKey().privateKey })],
    ['that names a key of nobody', () => ({ header: { kid: 'other' } })],
    ['that names no key', () => ({ header: { kid: undefined } })],
  ])('refuses an assertion %s', async (_what, change) => {
    expect(await ask(assertionOf(server, client, change()))).toEqual(refused);
  });

  it("refuses an assertion that another client's key signed, under either kid", async () => {
    const other = await registerClient(server, 'Almaty', ['system/*.rs']);
    const key = other.key.privateKey;
    expect(await ask(assertionOf(server, client, { key }))).toEqual(refused);
    const header = { kid: other.key.kid };
    expect(await ask(assertionOf(server, client, { key, header }))).toEqual(refused);
  });

  it('refuses assertions without a signature, or signed with the public key as a secret', async () => {
    const [, payload] = assertionOf(server, client).split('.');
    const unsigned = Buffer.from(JSON.stringify({ alg: 'none', kid: client.key.kid }));
    expect(await ask(`${unsigned.toString('base64url')}.${payload}.`)).toEqual(refused);
    const shared = jwt.sign(
      JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()),
      Buffer.from(JSON.stringify(client.key.jwk)),
      { algorithm: 'HS256', header: { alg: 'HS256', kid: client.key.kid } },
    );
    expect(await ask(shared)).toEqual(refused);
    expect(await ask('not.a.token')).toEqual(refused);
  });

  it('tells apart what is no request for a token at all', async () => {
    const grant = await askToken(server, { grant_type: 'password' });
    expect(await grant.json()).toEqual({ error: 'unsupported_grant_type' });
    const empty = await askToken(server, {});
    expect(empty.status).toBe(400);
    expect(await empty.json()).toEqual({ error: 'invalid_request' });
  });

  describe('its tokens', () => {
    it('expire after five minutes', async () => {
      const token = await tokenFor(server, client);
      server.clock.now += 6 * MINUTE;
      const answer = await sendFhir(server, token, 'GET', 'Organization');
      expect(refusalOf(answer)).toMatchObject({ status: 401, code: 'token_expired' });
    });

    it('are refused from the moment when the client is revoked', async () => {
      const token = await tokenFor(server, client);
      await revokeClient(database(), client.id);
      const answer = await sendFhir(server, token, 'GET', 'Organization');
      expect(refusalOf(answer)).toMatchObject({ status: 401, code: 'token_invalid' });
      expect(await ask(assertionOf(server, client))).toEqual(refused);
      await expect(revokeClient(database(), client.id)).rejects.toThrow('no client');
    });

    it('do not open the API of people, nor do tokens of people open FHIR', async () => {
      const token = await tokenFor(server, client);
      const api = await server.send('GET', '/api/patients', { token });
      expect(api.body).toMatchObject({ code: 'token_wrong_audience' });
      const person = await server.tokenOf(world.osh.coordinator);
      const fhir = await sendFhir(server, person, 'GET', 'Organization');
      expect(refusalOf(fhir)).toMatchObject({ status: 401, code: 'token_wrong_audience' });
      expect(refusalOf(await sendFhir(server, undefined, 'GET', 'Patient'))).toMatchObject({
        status: 401,
        code: 'unauthenticated',
      });
    });
  });

  describe('registering', () => {
    const wanted = () => ({
      organization: 'Osh',
      name: 'System',
      scopes: ['system/*.rs'],
      jwks: { keys: [newKey().jwk] },
    });
    const rsa = (modulusLength: number) => {
      const { publicKey } = generateKeyPairSync('rsa', { modulusLength });
      return { ...publicKey.export({ format: 'jwk' }), kid: 'rsa' };
    };

    it('takes an RSA key of enough bits as well', async () => {
      const jwks = { keys: [rsa(2048)] };
      await expect(createClient(database(), { ...wanted(), jwks })).resolves.toMatch(
        /^[0-9a-f-]+$/,
      );
    });

    it.each([
      [
        'a private key',
        () => ({ jwks: { keys: [{ ...newKey().jwk, d: 'AAAA' }] } }),
        'private key',
      ],
      ['a short key', () => ({ jwks: { keys: [rsa(1024)] } }), '2048 bits'],
      ['no key', () => ({ jwks: { keys: [] } }), 'jwks.keys'],
      ['a scope of people', () => ({ scopes: ['user/Patient.rs'] }), 'system/'],
      ['letters in another order', () => ({ scopes: ['system/Patient.sr'] }), 'system/'],
      ['an unknown organisation', () => ({ organization: 'Nowhere' }), 'Nowhere'],
    ])('refuses %s with a sentence', async (_what, change, sentence) => {
      const given = { ...wanted(), ...change() };
      await expect(createClient(database(), given)).rejects.toThrow(sentence);
    });
  });
});
