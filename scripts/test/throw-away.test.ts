import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';

/** The first bytes that come back for these; "" when nobody listens any more. */
async function ask(url: string, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.once('data', (chunk) => {
      socket.destroy();
      resolve(chunk.toString('latin1'));
    });
    socket.once('error', () => resolve(''));
  });
}

/** PostgreSQL's SSLRequest: a server without TLS answers "N". */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

describe('the servers that live as long as the tests', () => {
  it('are a Redis that answers and then is gone', async () => {
    const redis = await startRedis();
    expect(await ask(redis.url, 'PING\r\n')).toBe('+PONG\r\n');
    await redis.stop();
    expect(await ask(redis.url, 'PING\r\n')).toBe('');
  });

  it('are a PostgreSQL that answers and then is gone, also for root', async () => {
    const postgres = await startPostgres();
    expect(await ask(postgres.url, SSL_REQUEST)).toBe('N');
    await postgres.stop();
    expect(await ask(postgres.url, SSL_REQUEST)).toBe('');
  });
});
