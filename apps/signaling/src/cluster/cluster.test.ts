import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '@silkconsult/service-kit';
import { TestNode } from '../testing/node.ts';
import { TestRedis } from '../testing/redis.ts';
import { TestScheduling } from '../testing/scheduling.ts';
import { connectRedis } from './redis.ts';

let redis: TestRedis;
let scheduling: TestScheduling;
let one: TestNode;
let other: TestNode;

beforeAll(async () => {
  redis = await TestRedis.start();
  scheduling = await TestScheduling.start();
  const env = { REDIS_URL: redis.url, ROOM_EMPTY_SECONDS: '0.1' };
  [one, other] = await Promise.all([
    TestNode.start({ scheduling, env }),
    TestNode.start({ scheduling, env }),
  ]);
});
afterAll(async () => {
  await one.close();
  await other.close();
  await redis.close();
});

describe('two nodes with one Redis', () => {
  it('never have the same room: the second says that it cannot', async () => {
    const room = randomUUID();
    await one.joined({ role: 'specialist', room });
    const elsewhere = await other.connect({ role: 'referrer', room });
    await expect(elsewhere.join()).rejects.toMatchObject({ code: 'unavailable' });
    const here = await one.joined({ role: 'referrer', room });
    expect(here.joined?.room.peers).toHaveLength(2);
  });

  it('never have the same room, however many come at once to both', async () => {
    const room = randomUUID();
    const clients = await Promise.all(
      [one, other, one, other].map((node) => node.connect({ role: 'specialist', room })),
    );
    await Promise.allSettled(clients.map((client) => client.join()));
    const owners = [one, other].filter((node) => node.context.rooms.find(room));
    expect(owners).toHaveLength(1);
  });

  it('hand a room over when it has ended on one of them', async () => {
    const room = randomUUID();
    const first = await one.joined({ role: 'specialist', room });
    await first.request('endRoom', {});
    await scheduling.until((reports) =>
      reports.some((report) => report.roomId === room && report.type === 'encounterFinished'),
    );
    const second = await other.connect({ role: 'specialist', room });
    expect((await second.join()).room.peers).toHaveLength(1);
  });

  it('go on with their calls while Redis is down, open no new room, and recover', async () => {
    const room = randomUUID();
    const specialist = await one.joined({ role: 'specialist', room });
    const client = one.context.redis;
    await redis.down();
    const late = await one.joined({ role: 'interpreter', room });
    await specialist.produce('camera');
    await late.next('newConsumers');
    const elsewhere = await one.connect({ role: 'specialist' });
    await expect(elsewhere.join()).rejects.toMatchObject({ code: 'unavailable' });
    const back = new Promise<void>((resolve) => client?.once('ready', resolve));
    await redis.up();
    await back;
    await elsewhere.join();
  });
});

it('a Redis that is configured and not there stops the start with a sentence', async () => {
  const logger = createLogger('test', 'silent');
  await expect(connectRedis('redis://user:password@127.0.0.1:1', logger)).rejects.toThrow(
    'REDIS_URL is set, but no Redis answers at 127.0.0.1:1: start it',
  );
});
