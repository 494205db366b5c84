import type { KeyObject } from 'node:crypto';
import { sign } from 'node:crypto';

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token with any header and claims, signed ES256 with `key`, or not at all. */
export function forgeToken(header: object, claims: object, key?: KeyObject): string {
  const text = `${encode(header)}.${encode(claims)}`;
  const signature = key
    ? sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
    : Buffer.alloc(0);
  return `${text}.${signature.toString('base64url')}`;
}

/** Header and claims of a token, unverified. */
export function readToken(token: string): {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
} {
  const [header = '', claims = ''] = token.split('.');
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  return { header: decode(header), claims: decode(claims) };
}
