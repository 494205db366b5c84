import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { findPostgresTools } from '../setup/find-program.mjs';
import {
  startServer,
  stopServer,
  type ThrowAway,
  throwAwayFolder,
  untilListening,
} from './throw-away.ts';

/** There is room for two hundred bookings at once. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=300',
  'timezone=UTC',
];
/** No disk is waited for: the data need not outlive the tests. */
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
/** For measuring: commits wait for the disk, as where records are kept. */
export const DURABLE = ['fsync=on', 'synchronous_commit=on', 'shared_buffers=512MB'];

/**
 * Starts an empty PostgreSQL of the newest installed version on a free port of 127.0.0.1.
 * PostgreSQL refuses to run as root, so root lets another user run it.
 */
export async function startPostgres(settings: readonly string[] = FAST): Promise<ThrowAway> {
  const tools = findPostgresTools();
  if (!tools) throw new Error('PostgreSQL is not installed');
  const folder = throwAwayFolder();
  const user: User = process.getuid?.() === 0 ? otherUser() : {};
  giveTo(folder, user);
  const password = randomBytes(12).toString('hex');
  const data = join(folder, 'data');
  initialise(tools, data, password, folder, user);

  const port = await freePort();
  const options = [...SETTINGS, ...settings].flatMap((setting) => ['-c', setting]);
  const server = startServer(join(tools, 'postgres'), ['-D', data, '-p', `${port}`, ...options], {
    cwd: folder,
    ...user,
  });
  await untilListening(port, server);
  return {
    url: `postgres://tester:${password}@127.0.0.1:${port}/postgres`,
    stop: () => stopServer(server, folder),
  };
}

type User = { uid?: number; gid?: number };

function initialise(tools: string, data: string, password: string, folder: string, user: User) {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  chmodSync(passwordFile, 0o600);
  giveTo(passwordFile, user);
  const args = ['-D', data, '-U', 'tester', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  execFileSync(join(tools, 'initdb'), [...args, '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], {
    cwd: folder,
    stdio: 'ignore',
    ...user,
  });
}

function giveTo(path: string, { uid, gid }: User): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

function otherUser(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('there is no user other than root to run PostgreSQL as');
}
