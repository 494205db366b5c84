import { expect, it } from '@jest/globals';
import { keysIn } from './programs.ts';

const KEY = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'hospital-1' };

it.each([
  ['a set', { keys: [KEY] }],
  ['one key', KEY],
])('takes %s of public keys', (_what, json) => {
  expect(keysIn(JSON.stringify(json))?.keys).toEqual([KEY]);
});

it.each(['', 'ssh-ed25519 AAAA', '{"keys":[]}', '{"kty":"EC"}', '[]', '"text"'])(
  '%s holds none',
  (text) => {
    expect(keysIn(text)).toBeUndefined();
  },
);
