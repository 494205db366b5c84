import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import type { NetworkInterfaceInfo } from 'node:os';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { certificateFor, lanAddress } from './lan.ts';

const at = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  family: 'IPv4',
  internal,
  netmask: '255.255.255.0',
  mac: '00:00:00:00:00:00',
  cidr: null,
});

describe('the address on the local network', () => {
  it('is the first private one that is not for containers', () => {
    expect(
      lanAddress({
        lo: [at('127.0.0.1', true)],
        docker0: [at('172.17.0.1')],
        wan0: [at('203.0.113.7')],
        wlan0: [at('192.168.1.23')],
      }),
    ).toBe('192.168.1.23');
  });

  it('is any other where there is no private one, and none on a machine without a network', () => {
    expect(lanAddress({ wan0: [at('203.0.113.7')] })).toBe('203.0.113.7');
    expect(lanAddress({ lo: [at('127.0.0.1', true)] })).toBeUndefined();
  });
});

describe('the self-made certificate', () => {
  let folder: string;
  const now = new Date('2026-11-22T10:00:00Z');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'silkconsult-lan-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is for the address and localhost, and its key is readable by its owner alone', async () => {
    const { cert } = await certificateFor('192.168.1.23', folder, now);
    const certificate = new X509Certificate(cert);
    expect(certificate.checkIP('192.168.1.23')).toBe('192.168.1.23');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(statSync(join(folder, 'tls', 'key.pem')).mode & 0o777).toBe(0o600);
  });

  it('stays the same from start to start, so that a browser warns once', async () => {
    const first = await certificateFor('192.168.1.23', folder, now);
    expect(await certificateFor('192.168.1.23', folder, now)).toEqual(first);
  });

  it('is made anew for another address and in its last week', async () => {
    const first = await certificateFor('192.168.1.23', folder, now);
    const moved = await certificateFor('192.168.1.99', folder, now);
    expect(moved.cert).not.toBe(first.cert);
    const nearlyAYearLater = new Date('2027-11-18T10:00:00Z');
    const renewed = await certificateFor('192.168.1.99', folder, nearlyAYearLater);
    expect(renewed.cert).not.toBe(moved.cert);
  });
});
