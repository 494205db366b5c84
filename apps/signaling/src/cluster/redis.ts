import type { Logger } from '@silkconsult/service-kit';
import type { RedisClientType } from 'redis';
import { createClient } from 'redis';
import { StartError } from '../startError.ts';

const CONNECT_LIMIT_MS = 3000;
const MAX_PAUSE_MS = 2000;

/**
 * A connected client that comes back by itself when Redis does. While it is away, commands fail at
 * once instead of piling up.
 *
 * @throws StartError
 */
export async function connectRedis(url: string, logger: Logger): Promise<RedisClientType> {
  let connected = false;
  const client: RedisClientType = createClient({
    url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: CONNECT_LIMIT_MS,
      // The first connection fails at once, with a sentence; later ones are tried for ever.
      reconnectStrategy: (attempt) =>
        connected ? Math.min(50 * 2 ** attempt, MAX_PAUSE_MS) : new Error('not reachable'),
    },
  });
  client.on('error', (error) => logger.warn({ err: error }, 'Redis does not answer'));
  try {
    await client.connect();
  } catch {
    const { host } = new URL(url);
    throw new StartError(
      `REDIS_URL is set, but no Redis answers at ${host}: start it, correct REDIS_URL, or unset it to run this node alone.`,
    );
  }
  connected = true;
  return client;
}

/**
 * A second connection for socket.io's adapter. It polls in a loop without a pause: if commands
 * failed at once while Redis is away, that loop would never let Node do anything else, so here they
 * wait for Redis instead.
 */
export async function connectForAdapter(client: RedisClientType): Promise<RedisClientType> {
  const patient = client.duplicate({ disableOfflineQueue: false, commandsQueueMaxLength: 10_000 });
  // The first connection's warnings say it already.
  patient.on('error', () => undefined);
  await patient.connect();
  return patient;
}
