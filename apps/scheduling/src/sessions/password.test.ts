import { expect, it } from '@jest/globals';
import { hashPassword, UNKNOWN_ACCOUNT_HASH, verifyPassword } from './password.ts';

it('accepts the password that was hashed, however its letters were composed, and no other', async () => {
  const hash = await hashPassword('Пароль-é');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await verifyPassword('Пароль-e\u0301', hash)).toBe(true);
  expect(await verifyPassword('пароль-é', hash)).toBe(false);
});

it('salts: the same password never has the same hash twice', async () => {
  expect(await hashPassword('the same')).not.toBe(await hashPassword('the same'));
});

it('verifies at the cost that the hash names, so that costs can be raised later', async () => {
  // What an installation hashed with a smaller cost must go on working.
  const nonce = Buffer.from('somesaltsomesalt').toString('base64').replace(/=+$/, '');
  const { argon2Sync } = await import('node:crypto');
  const tag = argon2Sync('argon2id', {
    message: 'old password',
    nonce: 'somesaltsomesalt',
    memory: 64,
    passes: 1,
    parallelism: 1,
    tagLength: 32,
  })
    .toString('base64')
    .replace(/=+$/, '');
  const old = `$argon2id$v=19$m=64,t=1,p=1$${nonce}$${tag}`;
  expect(await verifyPassword('old password', old)).toBe(true);
});

it('refuses everything for an account that does not exist, and for a malformed hash', async () => {
  expect(await verifyPassword('anything', UNKNOWN_ACCOUNT_HASH)).toBe(false);
  expect(await verifyPassword('anything', 'plain text')).toBe(false);
});
