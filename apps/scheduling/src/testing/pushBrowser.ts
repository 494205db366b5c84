import {
  createDecipheriv,
  createECDH,
  createHmac,
  createPublicKey,
  randomBytes,
  verify,
} from 'node:crypto';
import type { NewPushSubscription } from '@silkconsult/protocol';
import type { Posted } from './gateway.ts';

const hmac = (key: Buffer, ...data: Buffer[]) =>
  createHmac('sha256', key).update(Buffer.concat(data)).digest();
const info = (name: string, ...more: Buffer[]) =>
  Buffer.concat([Buffer.from(`${name}\0`), ...more, Buffer.from([1])]);

/** A browser's part in Web Push, by the RFCs alone: 8291 and 8188 for the text, 8292 for the sender. */
export class PushBrowser {
  readonly subscription: NewPushSubscription;
  readonly #keys = createECDH('prime256v1');
  readonly #auth = randomBytes(16);

  constructor(endpoint: string) {
    this.#keys.generateKeys();
    this.subscription = {
      endpoint,
      keys: {
        p256dh: this.#keys.getPublicKey('base64url'),
        auth: this.#auth.toString('base64url'),
      },
    };
  }

  decrypt({ headers, body }: Posted): unknown {
    if (headers['content-encoding'] !== 'aes128gcm') throw new Error('RFC 8291 has one encoding');
    const salt = body.subarray(0, 16);
    const idLength = body.readUInt8(20);
    const sender = body.subarray(21, 21 + idLength);
    const sealed = body.subarray(21 + idLength);
    const secret = this.#keys.computeSecret(sender);
    const keyInfo = info('WebPush: info', this.#keys.getPublicKey(), sender);
    const input = hmac(hmac(this.#auth, secret), keyInfo);
    const prk = hmac(salt, input);
    const key = hmac(prk, info('Content-Encoding: aes128gcm')).subarray(0, 16);
    const nonce = hmac(prk, info('Content-Encoding: nonce')).subarray(0, 12);
    const decipher = createDecipheriv('aes-128-gcm', key, nonce);
    decipher.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString('utf8'));
  }
}

/** The claims of a VAPID header whose signature is good. */
export function vapidClaims({ headers }: Posted): { key: string; claims: Record<string, unknown> } {
  const match = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(
    headers.authorization ?? '',
  );
  const [, head = '', claims = '', signature = '', key = ''] = match ?? [];
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const good = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!good) throw new Error('the signature is not of this key');
  return { key, claims: JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) };
}
