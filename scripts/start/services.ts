import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLIENT_DIST } from '../client-build.ts';
import { freePort } from '../free-port.ts';
import { Service } from './service.ts';

const APPS = fileURLToPath(new URL('../../apps', import.meta.url));

/** What both services are told. */
export type Shared = {
  dataDir: string;
  publicUrl: string;
  secret: string;
  /** The address on the local network for the media, with `--lan`. */
  lanAddress: string | undefined;
  say: (line: string) => void;
};

/**
 * The services of one machine, each on a free port of 127.0.0.1. Whatever else is in the
 * environment (`DATABASE_URL`, `REDIS_URL`, `MEDIA_…`) reaches them unchanged.
 *
 * @returns no `signaling` where there is no media worker for it
 */
export async function createServices(
  shared: Shared,
): Promise<{ scheduling: Service; signaling: Service | undefined; ports: Ports }> {
  const ports = { scheduling: await freePort(), signaling: await freePort() };
  const common = {
    ...process.env,
    HOST: '127.0.0.1',
    DATA_DIR: shared.dataDir,
    PUBLIC_URL: shared.publicUrl,
    SERVICE_SECRET: shared.secret,
  };
  const create = (name: 'scheduling' | 'signaling', env: NodeJS.ProcessEnv) =>
    new Service({
      name,
      main: join(APPS, name, 'src', 'main.ts'),
      port: ports[name],
      env,
      logFile: join(shared.dataDir, 'logs', `${name}.log`),
      say: shared.say,
    });
  const scheduling = create('scheduling', { ...common, CLIENT_DIST });
  if (!process.env.MEDIASOUP_WORKER_BIN) return { scheduling, signaling: undefined, ports };
  const signaling = create('signaling', {
    ...common,
    ...(shared.lanAddress && {
      MEDIA_LISTEN_IP: '0.0.0.0',
      MEDIA_ANNOUNCED_ADDRESS: shared.lanAddress,
    }),
    SCHEDULING_URL: `http://127.0.0.1:${ports.scheduling}`,
  });
  return { scheduling, signaling, ports };
}

export type Ports = { scheduling: number; signaling: number };
