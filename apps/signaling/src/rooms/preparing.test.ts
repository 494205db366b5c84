import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Joined } from '@silkconsult/protocol';
import { TestNode } from '../testing/node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await TestNode.start();
});
afterAll(() => node.close());

async function transportsOf(room: string): Promise<number> {
  const media = await roomOf(room)?.media.current();
  return (await media?.router.dump())?.transportIds.length ?? 0;
}

const roomOf = (room: string) => node.context.rooms.find(room);

describe('transports that are prepared', () => {
  it('can be connected ahead, and are those of the join', async () => {
    const specialist = await node.connect({ role: 'specialist' });
    const prepared = await specialist.request('prepareMedia', {});
    await specialist.connectTransport(prepared.recvTransport.id);
    const { media } = await specialist.join();
    expect(media.recvTransport.id).toBe(prepared.recvTransport.id);
    expect(media.sendTransport.id).toBe(prepared.sendTransport.id);
    await specialist.produce('camera');
  });

  it('show nobody in the room before the join', async () => {
    const room = randomUUID();
    const host = await node.joined({ role: 'referrer', room });
    const specialist = await node.connect({ role: 'specialist', room });
    await specialist.request('prepareMedia', {});
    expect(roomOf(room)?.peers.size).toBe(1);
    expect(host.names()).toEqual([]);
  });

  it('wait with a patient in the lobby, and carry nothing until somebody admits', async () => {
    const room = randomUUID();
    const specialist = await node.joined({ role: 'specialist', room });
    await specialist.produce('camera');
    const patient = await node.connect({ role: 'patient', room });
    const { sendTransport, recvTransport } = await patient.request('prepareMedia', {});
    const { peerId } = await patient.wait();
    await patient.connectTransport(recvTransport.id);
    await expect(patient.request('setConsumers', { consumers: [] })).rejects.toMatchObject({
      code: 'not_admitted',
    });
    await specialist.request('admit', { peerId });
    const { media } = await patient.join();
    expect(media.sendTransport.id).toBe(sendTransport.id);
    expect(media.consumers).toHaveLength(1);
  });

  it('close with the socket of who never came', async () => {
    const room = randomUUID();
    const specialist = await node.connect({ role: 'specialist', room });
    const before = await transportsOf(room);
    await specialist.request('prepareMedia', {});
    expect(await transportsOf(room)).toBe(3);
    expect(before).toBe(0);
    specialist.close();
    // What is left is the ear of the captions.
    while ((await transportsOf(room)) > 1) await delay(20);
  });

  it('are not given to those who were turned away for good', async () => {
    const room = randomUUID();
    const specialist = await node.joined({ role: 'specialist', room });
    const patient = await node.connect({ role: 'patient', room });
    for (let times = 0; times < 3; times++) {
      const { peerId } = await patient.wait();
      await specialist.request('deny', { peerId });
      await patient.next('admissionDenied');
    }
    await expect(patient.request('prepareMedia', {})).rejects.toMatchObject({
      code: 'admission_denied',
    });
  });

  it('are made anew when their worker died before the join', async () => {
    const room = randomUUID();
    const specialist = await node.connect({ role: 'specialist', room });
    const prepared = await specialist.request('prepareMedia', {});
    for (const { worker } of node.context.workers.living) process.kill(worker.pid, 'SIGKILL');
    const lost = await roomOf(room)?.media.current();
    while (!lost?.closed) await delay(10);
    let joined: Joined | undefined;
    while (!joined) joined = await specialist.join().catch(() => undefined);
    expect(joined.media.recvTransport.id).not.toBe(prepared.recvTransport.id);
    await specialist.produce('camera');
  });

  it('belong to one join when two are sent at once', async () => {
    const specialist = await node.connect({ role: 'specialist' });
    const prepared = await specialist.request('prepareMedia', {});
    const [first] = await Promise.allSettled([specialist.join(), specialist.join()]);
    expect(first).toMatchObject({ status: 'fulfilled' });
    const id = specialist.joined?.media.sendTransport.id;
    expect(id).toBe(prepared.sendTransport.id);
    await specialist.produce('microphone');
  });
});

describe('a room that is prepared for', () => {
  it('stays open for who takes their time, and closes when they are gone', async () => {
    const patient = await TestNode.start({ env: { ROOM_EMPTY_SECONDS: '0.1' } });
    try {
      const room = randomUUID();
      const slow = await patient.connect({ role: 'specialist', room });
      const prepared = await slow.request('prepareMedia', {});
      await delay(400);
      expect((await slow.join()).media.sendTransport.id).toBe(prepared.sendTransport.id);
      slow.close();
      const other = randomUUID();
      const nobody = await patient.connect({ role: 'specialist', room: other });
      await nobody.request('prepareMedia', {});
      nobody.close();
      while (patient.context.rooms.find(other)) await delay(20);
    } finally {
      await patient.close();
    }
  });
});
