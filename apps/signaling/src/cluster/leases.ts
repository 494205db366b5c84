import type { Logger } from '@silkconsult/service-kit';
import { RefusedError } from '@silkconsult/service-kit';
import type { RedisClientType } from 'redis';
import type { Leases } from '../rooms/rooms.ts';

const LEASE_MS = 15_000;
const RENEW_MS = 5_000;

/** Renews or gives up a lease only if it is still ours. */
const RENEW = `if redis.call('get', KEYS[1]) == ARGV[1] then
  return redis.call('pexpire', KEYS[1], ARGV[2])
end
return redis.call('set', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) and 1 or 0`;
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end
return 0`;

type Client = Pick<RedisClientType, 'set' | 'get' | 'eval'>;

/**
 * A room lives on one node: whoever holds its lease in Redis. With Redis down no room is opened,
 * and the rooms that are open go on.
 */
export class RedisLeases implements Leases {
  readonly #client: Client;
  readonly #nodeId: string;
  readonly #logger: Logger;
  readonly #held = new Set<string>();
  readonly #timer: NodeJS.Timeout;

  constructor(client: Client, nodeId: string, logger: Logger) {
    this.#client = client;
    this.#nodeId = nodeId;
    this.#logger = logger;
    this.#timer = setInterval(() => void this.renew(), RENEW_MS);
    this.#timer.unref();
  }

  async take(roomId: string): Promise<void> {
    const taken = await this.#client
      .eval(RENEW, { keys: [keyOf(roomId)], arguments: [this.#nodeId, String(LEASE_MS)] })
      .catch((error: unknown) => {
        this.#logger.error({ err: error, roomId }, 'Redis does not answer: no room can be opened');
        throw new RefusedError('unavailable');
      });
    if (taken !== 1) throw new RefusedError('unavailable');
    this.#held.add(roomId);
  }

  async release(roomId: string): Promise<void> {
    if (!this.#held.delete(roomId)) return;
    // If this fails, the lease ends by itself.
    await this.#client
      .eval(RELEASE, { keys: [keyOf(roomId)], arguments: [this.#nodeId] })
      .catch(() => undefined);
  }

  /** Keeps what is held; also takes it again after Redis came back empty. */
  async renew(): Promise<void> {
    for (const roomId of this.#held) {
      const renewed = await this.#client
        .eval(RENEW, { keys: [keyOf(roomId)], arguments: [this.#nodeId, String(LEASE_MS)] })
        .catch(() => undefined);
      if (renewed === 0)
        this.#logger.error({ roomId }, 'another node has opened a room that is open here');
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

function keyOf(roomId: string): string {
  return `silkconsult:room:${roomId}`;
}
