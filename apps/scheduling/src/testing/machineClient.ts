import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { createClient } from '../machineClients/registration.ts';
import type { TestServer } from './server.ts';

const TOKEN_URL = 'https://consult.example/oauth/token';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export interface TestKey {
  kid: string;
  privateKey: KeyObject;
  jwk: Record<string, unknown>;
}

export function newKey(kid: string = randomUUID()): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' } };
}

export interface TestClient {
  id: string;
  key: TestKey;
}

/** Registers a program of the organisation with that name. */
export async function registerClient(
  server: TestServer,
  organization: string,
  scopes: string[],
): Promise<TestClient> {
  const key = newKey();
  const id = await createClient(server.context.db, {
    organization,
    name: `${organization} information system`,
    scopes,
    jwks: { keys: [key.jwk] },
  });
  return { id, key };
}

/** An assertion as the client should make it, unless said otherwise. */
export function assertionOf(
  server: TestServer,
  client: TestClient,
  change: { claims?: Record<string, unknown>; key?: KeyObject; header?: object } = {},
): string {
  const seconds = Math.floor(server.clock.now / 1000);
  const claims = {
    iss: client.id,
    sub: client.id,
    aud: TOKEN_URL,
    iat: seconds,
    exp: seconds + 60,
    jti: randomUUID(),
    ...change.claims,
  };
  // What is undefined is left out.
  return jwt.sign(JSON.parse(JSON.stringify(claims)), change.key ?? client.key.privateKey, {
    algorithm: 'ES256',
    header: { alg: 'ES256', kid: client.key.kid, ...change.header },
  });
}

export function askToken(server: TestServer, fields: Record<string, string>): Promise<Response> {
  return fetch(`${server.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: ASSERTION_TYPE,
      ...fields,
    }),
  });
}

/** An access token for the FHIR interface. */
export async function tokenFor(server: TestServer, client: TestClient): Promise<string> {
  const response = await askToken(server, { client_assertion: assertionOf(server, client) });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (!token) throw new Error(`no token: ${response.status}`);
  return token;
}
