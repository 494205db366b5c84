import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REHEARSAL_PERMISSIONS } from '@silkconsult/protocol';
import { TestNode } from '../testing/node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await TestNode.start();
});
afterAll(() => node.close());

const rehearse = () => node.joined({ role: 'observer', permissions: REHEARSAL_PERMISSIONS });

describe('the room of a rehearsal', () => {
  it('gives back what one sends', async () => {
    const person = await rehearse();
    const { producerId } = await person.produce('camera');
    const { consumers } = await person.next('newConsumers');
    expect(consumers).toMatchObject([
      { producerId, peerId: person.joined?.peerId, source: 'camera', kind: 'video' },
    ]);
  });

  it('gives an echo to nobody whose token does not say so', async () => {
    const specialist = await node.joined({ role: 'specialist' });
    await specialist.produce('camera');
    await specialist.request('sendChat', { text: 'still here' });
    expect(specialist.names()).not.toContain('newConsumers');
  });

  it('is nobody’s encounter: nothing of it is reported', async () => {
    const person = await rehearse();
    await person.request('leave', {});
    // Reports arrive in order: had the rehearsal been reported, that would have come first.
    const room = randomUUID();
    await node.joined({ role: 'specialist', room });
    const reports = await node.scheduling.until((all) => all.some(({ roomId }) => roomId === room));
    expect(reports.filter(({ roomId }) => roomId === person.joined?.room.roomId)).toEqual([]);
  });
});
