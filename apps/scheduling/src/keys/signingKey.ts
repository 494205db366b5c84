import type { JsonWebKey, KeyObject } from 'node:crypto';
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError } from '@silkconsult/service-kit';
import { errorCode } from '../errorCode.ts';

export interface SigningKey {
  privateKey: KeyObject;
  publicKey: KeyObject;
  kid: string;
  /** As the JWKS publishes it. */
  jwk: JsonWebKey & { kid: string; use: 'sig'; alg: 'ES256' };
}

/** The key's RFC 7638 thumbprint, so that the same key has the same `kid` on every node. */
function thumbprint({ crv, kty, x, y }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

/** @throws ConfigError when the text is no P-256 private key. */
function keyFrom(pem: string, path: string): SigningKey {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch {
    throw new ConfigError(`The signing key in ${path} cannot be read: it must be a PEM file.`);
  }
  if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new ConfigError(
      `The signing key in ${path} is of the wrong kind: ES256 needs one on the P-256 curve (openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256).`,
    );
  const publicKey = createPublicKey(privateKey);
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = thumbprint(jwk);
  return { privateKey, publicKey, kid, jwk: { ...jwk, kid, use: 'sig', alg: 'ES256' } };
}

async function readPem(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * The key that signs tokens, made at the first start and readable by its owner only.
 *
 * @param mayCreate False for a file that several nodes share: one of them making its own key would
 * sign tokens that the others refuse.
 * @throws ConfigError when the file is missing or holds something else.
 */
export async function loadSigningKey(path: string, mayCreate: boolean): Promise<SigningKey> {
  const existing = await readPem(path);
  if (existing !== undefined) return keyFrom(existing, path);
  if (!mayCreate) throw new ConfigError(`SIGNING_KEY_FILE names ${path}, which does not exist.`);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, pem, { mode: 0o600, flag: 'wx' });
  await chmod(path, 0o600);
  return keyFrom(pem, path);
}
