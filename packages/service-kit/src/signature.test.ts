import { describe, expect, it } from '@jest/globals';
import { sign, verifySignature } from './signature.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');

describe('the signature between our services', () => {
  it('accepts what was signed with the same secret', () => {
    expect(verifySignature('s3cret', 'body', sign('s3cret', 'body', NOW), NOW + 1000)).toBe(true);
  });

  it.each([
    ['another secret', sign('other', 'body', NOW), NOW],
    ['another body', sign('s3cret', 'tampered', NOW), NOW],
    ['a signature from six minutes ago', sign('s3cret', 'body', NOW), NOW + 360_000],
    ['a signature from the future', sign('s3cret', 'body', NOW + 360_000), NOW],
    ['no header', undefined, NOW],
    ['a malformed header', 't=1,v1=xyz', NOW],
  ])('refuses %s', (_case, header, now) => {
    expect(verifySignature('s3cret', 'body', header, now)).toBe(false);
  });
});
