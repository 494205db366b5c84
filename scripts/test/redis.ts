import { freePort } from '../free-port.ts';
import { findProgram } from '../setup/find-program.mjs';
import {
  startServer,
  stopServer,
  type ThrowAway,
  throwAwayFolder,
  untilListening,
} from './throw-away.ts';

/** Starts an empty Redis on a free port of 127.0.0.1 that keeps nothing on disk. */
export async function startRedis(): Promise<ThrowAway> {
  const program = findProgram('redis-server');
  if (!program) throw new Error('redis-server is not installed');
  const folder = throwAwayFolder();
  const port = await freePort();
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const server = startServer(program, args, { cwd: folder });
  await untilListening(port, server);
  return { url: `redis://127.0.0.1:${port}`, stop: () => stopServer(server, folder) };
}
