import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { TestNode } from '../testing/node.ts';

let node: TestNode;
afterEach(() => node.close());

/** What the worker itself still holds. */
async function leftInWorkers(running: TestNode): Promise<{ routers: number; load: number }> {
  let routers = 0;
  let load = 0;
  for (const living of running.context.workers.living) {
    routers += (await living.worker.dump()).routerIds.length;
    load += living.load;
  }
  return { routers, load };
}

/** Timers that keep this process alive: a forgotten one would show here. */
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

async function consult(running: TestNode) {
  const room = randomUUID();
  const specialist = await running.joined({ role: 'specialist', room });
  const interpreter = await running.joined({ role: 'interpreter', room });
  const patient = await running.connect({ role: 'patient', room });
  await patient.wait();
  await specialist.produce('camera');
  await specialist.produce('microphone');
  await interpreter.produce('microphone');
  await interpreter.next('newConsumers');
  await specialist.next('newConsumers');
  return { room, specialist, interpreter, patient };
}

describe('a room that is closed', () => {
  it('leaves nothing behind: no router, transport, caption stream or timer', async () => {
    node = await TestNode.start();
    const left: number[] = [];
    for (let round = 0; round < 6; round++) {
      const { specialist, interpreter, patient } = await consult(node);
      interpreter.drop();
      await specialist.next('peerReconnecting');
      patient.drop();
      await specialist.request('endRoom', {});
      specialist.close();
      await specialist.disconnected();
      left.push(timers());
    }
    expect(node.context.rooms.all).toEqual([]);
    expect(await leftInWorkers(node)).toEqual({ routers: 0, load: 0 });
    expect(node.captions.rooms.size).toBe(0);
    expect(node.captions.streams.size).toBe(0);
    // Sockets that are still closing have some of their own; rooms would leave three a round.
    expect((left.at(-1) ?? 0) - (left[0] ?? 0)).toBeLessThan(5);
  });

  it('is closed by itself when it has been empty for a while', async () => {
    node = await TestNode.start({ env: { ROOM_EMPTY_SECONDS: '0.1' } });
    const { specialist, interpreter, patient } = await consult(node);
    await patient.request('leave', {});
    await interpreter.request('leave', {});
    await specialist.request('leave', {});
    await node.scheduling.until((reports) =>
      reports.some(({ type }) => type === 'encounterFinished'),
    );
    expect(node.context.rooms.all).toEqual([]);
    expect(await leftInWorkers(node)).toEqual({ routers: 0, load: 0 });
  });

  it('is not closed under the feet of somebody who is on the way in', async () => {
    node = await TestNode.start({ env: { ROOM_EMPTY_SECONDS: '0' } });
    const room = randomUUID();
    for (let time = 0; time < 5; time++) {
      const specialist = await node.joined({ role: 'specialist', room });
      await specialist.request('leave', {});
    }
    await node.scheduling.until(
      (reports) => reports.filter(({ type }) => type === 'encounterFinished').length === 5,
    );
    expect(node.context.rooms.all).toEqual([]);
  });

  it('is not closed while somebody waits in its lobby', async () => {
    node = await TestNode.start({
      env: { ROOM_EMPTY_SECONDS: '0.05', RECONNECT_GRACE_SECONDS: '0.05' },
    });
    const { room, specialist, interpreter, patient } = await consult(node);
    await interpreter.request('leave', {});
    await specialist.request('leave', {});
    await node.scheduling.until((reports) =>
      reports.some(({ type }) => type === 'encounterFinished'),
    );
    expect(node.context.rooms.find(room)?.lobby.size).toBe(1);
    const returned = await node.joined({ role: 'specialist', room });
    const [waiting] = returned.joined?.room.waiting ?? [];
    await returned.request('admit', { peerId: waiting?.peerId ?? '' });
    await patient.next('admitted');
    await patient.join();
  });
});

describe('a node that is stopped', () => {
  it('says so, lets nobody in any more, and ends', async () => {
    node = await TestNode.start();
    const { specialist, patient } = await consult(node);
    const closed = node.running.close();
    await specialist.next('nodeDraining');
    await patient.next('nodeDraining');
    await specialist.disconnected();
    await closed;
    await node.running.close();
    expect(node.context.workers.living).toEqual([]);
    expect(node.context.outbox.openReports.map(({ type }) => type)).toEqual(['encounterStarted']);
  });
});
