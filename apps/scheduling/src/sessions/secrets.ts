import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits that fit into a cookie or a link. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What the database keeps of a secret. A plain hash is enough: with 256 random bits there is nothing
 * to guess, so a slow one would protect nothing more.
 */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
