import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError, readConfig } from '@silkconsult/service-kit';
import { type Certificate, certificateFor, lanAddress } from './lan.ts';
import type { StartOptions } from './options.ts';
import { serviceSecret } from './secret.ts';
import { START_SETTINGS } from './settings.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Everything `npm start` has to know. */
export type StartConfig = Readonly<{
  port: number;
  host: string;
  dataDir: string;
  publicUrl: string;
  secret: string;
  demo: boolean;
  embeddedDatabase: boolean;
  /** Set with `--lan`. */
  lan: { address: string; certificate: Certificate } | undefined;
}>;

/**
 * The configuration from the environment and the command line. Makes the data folder, the
 * secret and the certificate at the first start.
 *
 * @throws ConfigError when a value does not parse or contradicts another
 */
export async function startConfig(
  options: StartOptions,
  env: NodeJS.ProcessEnv,
): Promise<StartConfig> {
  const config = readConfig(START_SETTINGS, env, ({ PUBLIC_URL }) =>
    options.lan && PUBLIC_URL?.startsWith('http:')
      ? ['PUBLIC_URL is plain HTTP, but --lan serves HTTPS: remove one of them.']
      : [],
  );
  const dataDir = resolve(ROOT, config.DATA_DIR ?? 'data');
  makeFolder(dataDir);
  const address = options.lan ? (options.lanAddress ?? lanAddress()) : undefined;
  if (options.lan && !address) {
    throw new ConfigError(
      'This machine has no address on a local network. Connect it, or name one: npm start -- --lan=ADDRESS',
    );
  }
  return Object.freeze({
    port: config.PORT,
    host: config.HOST ?? (options.lan ? '0.0.0.0' : '127.0.0.1'),
    dataDir,
    publicUrl:
      config.PUBLIC_URL ??
      (address ? `https://${address}:${config.PORT}` : `http://localhost:${config.PORT}`),
    secret: config.SERVICE_SECRET ?? serviceSecret(dataDir),
    embeddedDatabase: config.DATABASE_URL === undefined,
    demo: config.DEMO ?? config.DATABASE_URL === undefined,
    lan: address ? { address, certificate: await certificateFor(address, dataDir) } : undefined,
  });
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    throw new ConfigError(`DATA_DIR: the folder ${folder} cannot be made or written to.`);
  }
}
