import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startConfig } from './config.ts';
import { parseOptions } from './options.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'silkconsult-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the configuration of npm start', () => {
  it('needs nothing: localhost, port 8080, demonstration data', async () => {
    const config = await startConfig({ lan: false }, { DATA_DIR: folder });
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:8080',
      demo: true,
      lan: undefined,
    });
  });

  it('makes the secret once and keeps it from other users', async () => {
    const first = await startConfig({ lan: false }, { DATA_DIR: folder });
    const second = await startConfig({ lan: false }, { DATA_DIR: folder });
    expect(first.secret).toMatch(/^[0-9a-f]{64}$/);
    expect(second.secret).toBe(first.secret);
    expect(statSync(join(folder, 'service-secret')).mode & 0o777).toBe(0o600);
  });

  it('has no demonstration data on PostgreSQL unless it is asked for', async () => {
    const env = { DATA_DIR: folder, DATABASE_URL: 'postgres://localhost/silkconsult' };
    expect((await startConfig({ lan: false }, env)).demo).toBe(false);
    expect((await startConfig({ lan: false }, { ...env, DEMO: 'true' })).demo).toBe(true);
  });

  it('serves HTTPS on the address of the local network with --lan', async () => {
    const options = parseOptions(['--lan=192.168.1.23']);
    const config = await startConfig(options, { DATA_DIR: folder, PORT: '8443' });
    expect(config).toMatchObject({
      host: '0.0.0.0',
      publicUrl: 'https://192.168.1.23:8443',
      lan: { address: '192.168.1.23' },
    });
  });

  it('stops at a plain PUBLIC_URL together with --lan', async () => {
    const env = { DATA_DIR: folder, PUBLIC_URL: 'http://consult.example' };
    await expect(startConfig(parseOptions(['--lan=192.168.1.23']), env)).rejects.toThrow(
      'PUBLIC_URL is plain HTTP, but --lan serves HTTPS: remove one of them.',
    );
  });

  it('says what there is when it is asked for something unknown', () => {
    expect(() => parseOptions(['--production'])).toThrow(/"--production" is not known\. There is/);
  });
});
