import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { SigningKey } from '../../keys/signingKey.ts';

const NONCE = 12;
const TAG = 16;

/**
 * Seals what a next page needs, so that its address tells nothing: a search by POST may hold a
 * patient's name, and addresses end up in logs. Every node that has the signing key can open it.
 */
export function createSeal({ privateKey }: Pick<SigningKey, 'privateKey'>) {
  const secret = privateKey.export({ type: 'pkcs8', format: 'der' });
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'silkconsult fhir pages', 32));
  return {
    seal(text: string): string {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    /** Undefined for what was not sealed here. */
    open(sealed: string): string | undefined {
      try {
        const bytes = Buffer.from(sealed, 'base64url');
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE));
        decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
        const text = decipher.update(bytes.subarray(NONCE + TAG));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
export type Seal = ReturnType<typeof createSeal>;
