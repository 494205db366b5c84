import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { API_AUDIENCE, JOIN_AUDIENCE, joinClaimsSchema, TOKEN_ISSUER } from '@silkconsult/protocol';
import jwt from 'jsonwebtoken';
import { loadSigningKey, type SigningKey } from './signingKey.ts';
import { createTokens, type Tokens } from './tokens.ts';

let folder: string;
let key: SigningKey;
let tokens: Tokens;
const clock = { now: Date.parse('2026-11-23T02:00:00Z') };
const claims = {
  sub: randomUUID(),
  sid: randomUUID(),
  role: 'coordinator' as const,
  org: randomUUID(),
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
  key = await loadSigningKey(join(folder, 'keys', 'signing-key.pem'), true);
  tokens = createTokens(key, () => new Date(clock.now));
});
afterAll(() => rm(folder, { recursive: true }));

describe('access tokens', () => {
  const seconds = () => Math.floor(clock.now / 1000);
  const forge = (change: {
    key?: jwt.Secret | jwt.PrivateKey;
    algorithm?: jwt.Algorithm;
    audience?: string;
    issuer?: string;
  }) =>
    jwt.sign({ ...claims, exp: seconds() + 60 }, change.key ?? key.privateKey, {
      algorithm: change.algorithm ?? 'ES256',
      audience: change.audience ?? API_AUDIENCE,
      issuer: change.issuer ?? TOKEN_ISSUER,
    });

  it('are accepted as they were signed', () => {
    expect(tokens.verifyAccess(tokens.signAccess(claims))).toMatchObject(claims);
  });

  it('are refused a quarter of an hour later', () => {
    const token = tokens.signAccess(claims);
    const later = createTokens(key, () => new Date(clock.now + 901_000));
    expect(() => later.verifyAccess(token)).toThrow('token_expired');
  });

  it('are refused when another key signed them', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() => tokens.verifyAccess(forge({ key: privateKey }))).toThrow('token_invalid');
  });

  it('are refused without a signature (alg: none)', () => {
    const [, payload] = forge({}).split('.');
    const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    expect(() => tokens.verifyAccess(`${header}.${payload}.`)).toThrow('token_invalid');
  });

  it('are refused when the public key was used as a shared secret (HS256)', () => {
    const secret = key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const signed = jwt.sign({ ...claims, exp: seconds() + 60 }, Buffer.from(secret), {
      algorithm: 'HS256',
      audience: API_AUDIENCE,
      issuer: TOKEN_ISSUER,
    });
    expect(() => tokens.verifyAccess(signed)).toThrow('token_invalid');
  });

  it('are refused when they are for somebody else, or by somebody else', () => {
    expect(() => tokens.verifyAccess(forge({ audience: JOIN_AUDIENCE }))).toThrow(
      'token_wrong_audience',
    );
    expect(() => tokens.verifyAccess(forge({ issuer: 'another' }))).toThrow('token_invalid');
  });

  it('are refused when their claims are not ours', () => {
    const token = jwt.sign({ sub: 'me', exp: seconds() + 60 }, key.privateKey, {
      algorithm: 'ES256',
      audience: API_AUDIENCE,
      issuer: TOKEN_ISSUER,
    });
    expect(() => tokens.verifyAccess(token)).toThrow('token_invalid');
  });
});

it('join tokens carry the claims that signalling reads, and live for five minutes', () => {
  const { token, expiresAt } = tokens.signJoin({
    sub: randomUUID(),
    room: randomUUID(),
    encounter: randomUUID(),
    role: 'patient',
    name: 'Patient',
    organization: 'Osh',
    spokenLanguage: 'ky',
    captionLanguage: 'ru',
    permissions: ['consume'],
  });
  const payload = jwt.verify(token, key.publicKey, {
    algorithms: ['ES256'],
    clockTimestamp: Math.floor(clock.now / 1000),
  });
  expect(joinClaimsSchema.parse(payload).role).toBe('patient');
  expect(expiresAt.getTime()).toBe(clock.now + 300_000);
});

describe('the signing key', () => {
  it('is readable by its owner only, and the same at the next start', async () => {
    const path = join(folder, 'keys', 'signing-key.pem');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await loadSigningKey(path, true)).kid).toBe(key.kid);
  });

  it('is never made where several nodes share one', async () => {
    await expect(loadSigningKey(join(folder, 'none.pem'), false)).rejects.toThrow('does not exist');
  });

  it('must be of the right kind', async () => {
    const path = join(folder, 'ed25519.pem');
    const { privateKey } = generateKeyPairSync('ed25519');
    await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    await expect(loadSigningKey(path, false)).rejects.toThrow('P-256');
    await writeFile(path, 'rubbish');
    await expect(loadSigningKey(path, false)).rejects.toThrow('PEM');
  });
});
