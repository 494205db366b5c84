import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import { join } from 'node:path';

const WEEK_MS = 7 * 24 * 3600_000;
const VALID_MS = 365 * 24 * 3600_000;

/** A key and a certificate in PEM. */
export type Certificate = { key: string; cert: string };

/**
 * This machine's address on the local network: its first IPv4 address that is private, or else
 * the first that is not its own loopback.
 */
export function lanAddress(
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces(),
): string | undefined {
  const addresses = Object.entries(interfaces)
    // Bridges of containers and virtual machines lead nowhere from a phone.
    .filter(([name]) => !/^(docker|br-|veth|virbr|vmnet|utun)/.test(name))
    .flatMap(([, list]) => list ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => address.address);
  return addresses.find(isPrivate) ?? addresses[0];
}

function isPrivate(address: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address);
}

/**
 * The certificate for this address, made once and kept in `dataDir` so that a browser warns
 * once, and made anew when the address has changed or its time is nearly over.
 */
export async function certificateFor(
  address: string,
  dataDir: string,
  now: Date = new Date(),
): Promise<Certificate> {
  const folder = join(dataDir, 'tls');
  const files = { key: join(folder, 'key.pem'), cert: join(folder, 'cert.pem') };
  const kept = read(files);
  if (kept && isGood(kept.cert, address, now)) return kept;
  const made = await make(address, now);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(files.key, made.key, { mode: 0o600 });
  writeFileSync(files.cert, made.cert);
  return made;
}

function read(files: { key: string; cert: string }): Certificate | undefined {
  try {
    return { key: readFileSync(files.key, 'utf8'), cert: readFileSync(files.cert, 'utf8') };
  } catch {
    return undefined;
  }
}

function isGood(pem: string, address: string, now: Date): boolean {
  try {
    const certificate = new X509Certificate(pem);
    const ends = Date.parse(certificate.validTo);
    return certificate.checkIP(address) !== undefined && ends - now.getTime() > WEEK_MS;
  } catch {
    return false;
  }
}

async function make(address: string, now: Date): Promise<Certificate> {
  // Most starts need no new certificate, so they do not load what makes one.
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: 'SilkConsult on this network' }], {
    keyType: 'ec',
    notBeforeDate: new Date(now.getTime() - 3600_000),
    notAfterDate: new Date(now.getTime() + VALID_MS),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: address },
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}
