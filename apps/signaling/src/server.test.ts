import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { TestNode } from './testing/node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await TestNode.start();
});
afterAll(() => node.close());

const get = (path: string) => fetch(`${node.running.url}${path}`);

it('is healthy and ready', async () => {
  expect((await get('/health')).status).toBe(200);
  expect(await (await get('/ready')).json()).toEqual({
    ready: true,
    checks: { media: true, accepting: true },
  });
});

it('shows how many are in rooms and in lobbies, and how long joins took', async () => {
  const specialist = await node.joined({ role: 'specialist' });
  const patient = await node.connect({ role: 'patient', room: specialist.joined?.room.roomId });
  await patient.wait();
  const text = await (await get('/metrics')).text();
  const value = (name: string) =>
    Number(new RegExp(`^silkconsult_${name}\\{.*\\} (.*)$`, 'm').exec(text)?.[1]);
  expect([value('rooms'), value('peers'), value('waiting_peers')]).toEqual([1, 1, 1]);
  expect([value('media_workers'), value('join_duration_seconds_count')]).toEqual([1, 1]);
  expect(text).toContain('nodejs_eventloop_lag');
});

it('shows how machine translation does, for each engine and pair', async () => {
  const pair = { engine: 'gpu', from: 'en', to: 'ru' } as const;
  node.captions.emit('translationMeasured', { ...pair, outcome: 'failed', seconds: 0.4 });
  node.captions.emit('breakerChanged', { ...pair, open: true });
  const text = await (await get('/metrics')).text();
  const line = (name: string) => text.split('\n').find((each) => each.startsWith(name));
  expect(line('silkconsult_translation_seconds_sum')).toMatch(
    /engine="gpu",from="en",to="ru",outcome="failed".*\} 0\.4$/,
  );
  expect(line('silkconsult_translation_breaker_open')).toMatch(/engine="gpu".*\} 1$/);
});

it('answers what it does not know as a problem', async () => {
  const response = await get('/nonsense');
  expect([response.status, response.headers.get('content-type')]).toEqual([
    404,
    'application/problem+json; charset=utf-8',
  ]);
});
