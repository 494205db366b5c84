import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestNode } from './testing/node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await TestNode.start();
});
afterAll(() => node.close());

describe('joining a room', () => {
  it('answers everything in one round trip', async () => {
    const specialist = await node.connect({ role: 'specialist' });
    const { media, room, permissions, peerId } = await specialist.join();
    expect(media.sendTransport.iceCandidates.length).toBeGreaterThanOrEqual(2);
    expect(media.consumers).toEqual([]);
    expect(room.peers.map((peer) => peer.peerId)).toEqual([peerId]);
    expect(permissions).toContain('admit');
  });

  it('shows the newcomer who is there and what they send, and tells the others', async () => {
    const room = randomUUID();
    const specialist = await node.joined({ role: 'specialist', room });
    const { producerId } = await specialist.produce('microphone');
    await specialist.produce('camera');
    const interpreter = await node.connect({ role: 'interpreter', room });
    const { media, peerId } = await interpreter.join();
    expect(media.consumers.map(({ source }) => source).sort()).toEqual(['camera', 'microphone']);
    expect(media.consumers.find(({ source }) => source === 'microphone')).toMatchObject({
      producerId,
      peerId: specialist.joined?.peerId,
      producerPaused: false,
    });
    expect((await specialist.next('peerJoined')).peer).toMatchObject({ peerId, state: 'joined' });
  });

  it('offers what is produced later to everyone who is there', async () => {
    const room = randomUUID();
    const specialist = await node.joined({ role: 'specialist', room });
    const interpreter = await node.joined({ role: 'interpreter', room });
    await interpreter.produce('microphone');
    const { consumers } = await specialist.next('newConsumers');
    expect(consumers).toHaveLength(1);
    expect(consumers[0]).toMatchObject({ source: 'microphone', kind: 'audio' });
    await specialist.connectTransport(specialist.joined?.media.recvTransport.id ?? '');
    const consumerId = consumers[0]?.consumerId ?? '';
    await specialist.request('setConsumers', { consumers: [{ consumerId, paused: false }] });
  });

  it('keeps a patient in the lobby until a host admits', async () => {
    const room = randomUUID();
    const patient = await node.connect({ role: 'patient', room });
    const waiting = await patient.wait();
    expect(waiting.hosts).toEqual([]);
    const referrer = await node.connect({ role: 'referrer', room });
    const { room: state } = await referrer.join();
    expect(state.waiting.map(({ peerId }) => peerId)).toEqual([waiting.peerId]);
    expect((await patient.next('hostsChanged')).hosts).toHaveLength(1);
    await expect(patient.request('sendChat', { text: 'hello' })).rejects.toMatchObject({
      code: 'not_admitted',
    });
    await referrer.request('admit', { peerId: waiting.peerId });
    await patient.next('admitted');
    expect(await referrer.next('waitingPeerLeft')).toMatchObject({ outcome: 'admitted' });
    expect((await patient.join()).room.peers).toHaveLength(2);
  });
});
