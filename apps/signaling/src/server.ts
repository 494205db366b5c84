import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Shutdown } from '@silkconsult/service-kit';
import { notFound, operationsRoutes, problemHandler, requestId } from '@silkconsult/service-kit';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import express from 'express';
import type { RedisClientType } from 'redis';
import { connectForAdapter } from './cluster/redis.ts';
import type { SignalingConfig } from './config.ts';
import type { Context, Seams } from './context.ts';
import { createContext } from './context.ts';
import type { SignalingServer } from './sockets/server.ts';
import { openSockets } from './sockets/server.ts';
import { StartError } from './startError.ts';

export interface RunningSignaling {
  url: string;
  port: number;
  context: Context;
  /** Ordered and idempotent: people are told, rooms close, reports are written, workers end. */
  close(): Promise<void>;
}

/** Starts the signalling server; `PORT=0` takes any free port. */
export async function startSignaling(
  config: SignalingConfig,
  seams: Seams = {},
): Promise<RunningSignaling> {
  const context = await createContext(config, seams);
  const { shutdown, rooms, workers, logger, redis, metrics, jwks, now } = context;
  try {
    const http = createServer(operationsApp(context));
    await listen(http, config);
    const io = openSockets(http, { jwks, rooms, metrics, logger, now });
    if (redis) await share(io, redis, shutdown);
    shutdown.add('sockets', async () => void (await io.close()));
    // The last added is the first closed: people are told while their sockets still stand.
    shutdown.add('draining', () => rooms.drain());
    const { port } = http.address() as AddressInfo;
    logger.info({ port, count: workers.living.length }, 'signalling is listening');
    const url = `http://${config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST}:${port}`;
    return { url, port, context, close: () => shutdown.close() };
  } catch (error) {
    await shutdown.close();
    throw error;
  }
}

/** @throws StartError when the port is taken or the address is not ours */
async function listen(http: HttpServer, { PORT, HOST }: SignalingConfig): Promise<void> {
  http.listen(PORT, HOST);
  try {
    await once(http, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new StartError(`Port ${PORT} of ${HOST} is taken: set PORT to a free one.`);
    if (code === 'EADDRNOTAVAIL')
      throw new StartError(`HOST=${HOST} is not an address of this machine.`);
    throw error;
  }
}

/** Sockets of several nodes hear of each other; rooms are still on one node each. */
async function share(io: SignalingServer, redis: RedisClientType, shutdown: Shutdown) {
  const client = await connectForAdapter(redis);
  shutdown.add('adapter', () => client.destroy());
  io.adapter(createAdapter(client, { blockTimeInMs: 1000 }));
}

function operationsApp({ workers, rooms, metrics, logger }: Context): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(requestId);
  const checks = { media: () => workers.living.length > 0, accepting: () => !rooms.draining };
  app.use(operationsRoutes(checks, metrics.registry));
  app.use(notFound);
  app.use(problemHandler(logger));
  return app;
}
