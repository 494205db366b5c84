import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from '../places.mjs';
import { matches } from './dependencies.mjs';

describe('the installed libraries', () => {
  const wanted = {
    '': { version: '0.1.0' },
    'apps/client': { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/@biomejs/cli-darwin-arm64': { version: '2.5.15', optional: true },
  };

  it('match the lock without the packages of other platforms', () => {
    expect(matches({ 'node_modules/zod': { version: '4.6.7' } }, wanted)).toBe(true);
  });

  it('do not match it when one is missing or of another version', () => {
    expect(matches({}, wanted)).toBe(false);
    expect(matches({ 'node_modules/zod': { version: '4.6.6' } }, wanted)).toBe(false);
    expect(
      matches(
        {
          'node_modules/zod': { version: '4.6.7' },
          'node_modules/@biomejs/cli-darwin-arm64': { version: '2.5.0' },
        },
        wanted,
      ),
    ).toBe(false);
  });
});

type Locked = { optionalDependencies?: Record<string, string> };

describe('package-lock.json', () => {
  // A registry that lacks a package for some platform leaves it out of the lock without a word,
  // and "npm ci" then refuses the lock on every machine.
  it('has the packages of every platform', () => {
    const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
    const packages: Record<string, Locked> = lock.packages;
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });
});
