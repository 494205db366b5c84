import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestClient } from '../testing/client.ts';
import { TestNode } from '../testing/node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await TestNode.start({ env: { MEDIA_WORKERS: '2' } });
});
afterAll(() => node.close());

async function workerOf(roomId: string): Promise<number> {
  const media = await node.context.rooms.find(roomId)?.media.current();
  const routerId = media?.router.id;
  for (const { worker } of node.context.workers.living) {
    const { routerIds } = await worker.dump();
    if (routerId && routerIds.includes(routerId)) return worker.pid;
  }
  throw new Error('the room has no worker');
}

function roomOf(client: TestClient): string {
  return client.joined?.room.roomId ?? '';
}

async function rebuild(client: TestClient): Promise<void> {
  const offer = await client.request('rebuildMedia', {});
  if (client.joined) client.joined.media = offer;
}

describe('a media worker that is killed', () => {
  it('is replaced, and its rooms go on: the same people, new media', async () => {
    const room = randomUUID();
    const specialist = await node.joined({ role: 'specialist', room });
    const interpreter = await node.joined({ role: 'interpreter', room });
    await specialist.produce('camera');
    await interpreter.next('newConsumers');
    process.kill(await workerOf(room), 'SIGKILL');
    await Promise.all([specialist, interpreter].map((one) => one.next('mediaLost')));
    await Promise.all([rebuild(specialist), rebuild(interpreter)]);
    await specialist.produce('camera');
    expect((await interpreter.next('newConsumers')).consumers[0]?.source).toBe('camera');
    const storm = ['consumerClosed', 'peerLeft', 'peerReconnecting'];
    expect(interpreter.names().filter((name) => storm.includes(name))).toEqual([]);
  });

  it('leaves the rooms of other workers alone', async () => {
    const one = await node.joined({ role: 'specialist' });
    const pid = await workerOf(roomOf(one));
    let other = one;
    while ((await workerOf(roomOf(other))) === pid)
      other = await node.joined({ role: 'specialist' });
    process.kill(pid, 'SIGKILL');
    await one.next('mediaLost');
    await other.produce('camera');
    expect(other.names()).not.toContain('mediaLost');
  });

  it('twice in a row, in the middle of the recovery, is recovered from as well', async () => {
    const room = randomUUID();
    const specialist = await node.joined({ role: 'specialist', room });
    for (let time = 0; time < 3; time++) {
      for (const { worker } of node.context.workers.living) process.kill(worker.pid, 'SIGKILL');
      await specialist.next('mediaLost');
    }
    await rebuild(specialist);
    await specialist.produce('camera');
  });

  it('is told to a peer whose socket is lost just then, by resume', async () => {
    const room = randomUUID();
    const sub = randomUUID();
    const host = await node.joined({ role: 'referrer', room });
    const specialist = await node.joined({ role: 'specialist', room, sub });
    const { lastSeq, joined } = specialist;
    specialist.drop();
    await host.next('peerReconnecting');
    process.kill(await workerOf(room), 'SIGKILL');
    await host.next('mediaLost');
    const back = await node.connect({ role: 'specialist', room, sub });
    const { sessionId = '', resumeToken = '' } = joined ?? {};
    const answer = await back.request('resume', { sessionId, resumeToken, lastSeq });
    const names = answer.status === 'missed' ? answer.notifications.map(({ name }) => name) : [];
    expect(names).toContain('mediaLost');
  });

  it('keeps nobody from joining: who comes meanwhile is let in', async () => {
    const room = randomUUID();
    const specialist = await node.joined({ role: 'specialist', room });
    const late = await node.connect({ role: 'interpreter', room });
    for (const { worker } of node.context.workers.living) process.kill(worker.pid, 'SIGKILL');
    await late.join();
    await specialist.next('mediaLost');
  });

  it('refuses media requests meanwhile with a code, not with a crash', async () => {
    const room = randomUUID();
    const specialist = await node.joined({ role: 'specialist', room });
    for (const { worker } of node.context.workers.living) process.kill(worker.pid, 'SIGKILL');
    await specialist.next('mediaLost');
    await expect(specialist.produce('camera')).rejects.toMatchObject({
      code: 'media_unavailable',
    });
  });
});
