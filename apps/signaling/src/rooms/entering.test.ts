import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestNode } from '../testing/node.ts';

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

  it("reads captions in the language that the join names, else in the token's", async () => {
    const room = randomUUID();
    await node.joined({ role: 'specialist', room, captionLanguage: 'zh-CN' });
    const referrer = await node.connect({ role: 'referrer', room, captionLanguage: 'ky' });
    await referrer.join({ captionLanguage: 'ru' });
    expect(node.captions.rooms.get(room)).toEqual(['zh-CN', 'ru']);
  });

  it('is refused to someone who is in already on this socket', async () => {
    const specialist = await node.joined({ role: 'specialist' });
    await expect(specialist.join()).rejects.toMatchObject({ code: 'already_joined' });
  });

  it('says so when the capabilities make no sense, and nobody is in the room then', async () => {
    const room = randomUUID();
    const specialist = await node.connect({ role: 'specialist', room });
    const rtpCapabilities = { codecs: [{ kind: 'audio', mimeType: 7 }] } as never;
    await expect(specialist.join({ rtpCapabilities })).rejects.toMatchObject({
      code: 'invalid_media_parameters',
    });
    expect((await specialist.join()).room.peers).toHaveLength(1);
  });

  it('makes one room for everyone who comes at the same moment', async () => {
    const room = randomUUID();
    const people = await Promise.all(
      Array.from({ length: 8 }, () => node.connect({ role: 'specialist', room })),
    );
    await Promise.all(people.map((person) => person.join()));
    const opened = node.context.rooms.all.filter(({ id }) => id === room);
    expect(opened).toHaveLength(1);
    expect(opened[0]?.peers.size).toBe(8);
  });

  it('is refused when the room is full, but not to someone who is in it', async () => {
    const room = randomUUID();
    const people = await Promise.all(
      Array.from({ length: 30 }, () =>
        node.joined({ role: 'observer', room, permissions: ['enter'] }),
      ),
    );
    const late = await node.connect({ role: 'specialist', room });
    await expect(late.join()).rejects.toMatchObject({ code: 'room_full' });
    const again = await node.connect({
      role: 'observer',
      room,
      permissions: ['enter'],
      sub: people[0]?.joined?.peerId,
    });
    expect((await again.join()).room.peers).toHaveLength(30);
  });
});

describe('the same person in another window', () => {
  it('takes over: the former session is told and ends, the others see one person', async () => {
    const room = randomUUID();
    const host = await node.joined({ role: 'referrer', room });
    const sub = randomUUID();
    const former = await node.joined({ role: 'specialist', room, sub });
    await former.produce('camera');
    await host.next('newConsumers');
    const latter = await node.joined({ role: 'specialist', room, sub });
    await former.next('sessionReplaced');
    await former.disconnected();
    expect(await host.next('peerLeft')).toEqual({ peerId: sub, reason: 'replaced' });
    await host.next('consumerClosed');
    expect(latter.joined?.room.peers.map(({ peerId }) => peerId).sort()).toEqual(
      [host.joined?.peerId, sub].sort(),
    );
  });

  it('takes over once for each window, however many join at the same moment', async () => {
    const claims = { role: 'specialist', room: randomUUID(), sub: randomUUID() } as const;
    const windows = await Promise.all(Array.from({ length: 5 }, () => node.connect(claims)));
    await Promise.all(windows.map((window) => window.join()));
    const room = node.context.rooms.find(claims.room);
    expect(room?.peers.size).toBe(1);
    const last = windows.filter(({ socket }) => socket.connected);
    await Promise.all(windows.filter((one) => one !== last[0]).map((one) => one.disconnected()));
    expect(windows.filter(({ socket }) => socket.connected)).toHaveLength(1);
  });
});

describe('a token for one room', () => {
  it('reaches nothing and nobody of another', async () => {
    const here = await node.joined({ role: 'specialist' });
    const { producerId } = await here.produce('camera');
    const neighbour = await node.joined({ role: 'referrer', room: here.joined?.room.roomId });
    const consumerId = neighbour.joined?.media.consumers[0]?.consumerId ?? '';
    const stranger = await node.joined({ role: 'specialist' });
    const transportId = here.joined?.media.recvTransport.id ?? '';
    const peerId = here.joined?.peerId ?? '';
    const refusals = await Promise.all([
      stranger.connectTransport(transportId).catch((error) => error.code),
      stranger.request('restartIce', { transportId }).catch((error) => error.code),
      stranger.request('closeProducer', { producerId }).catch((error) => error.code),
      stranger
        .request('setConsumers', { consumers: [{ consumerId, paused: false }] })
        .catch((error) => error.code),
      stranger.request('removePeer', { peerId }).catch((error) => error.code),
      stranger.request('admit', { peerId }).catch((error) => error.code),
    ]);
    expect(refusals).toEqual([
      'transport_unknown',
      'transport_unknown',
      'producer_unknown',
      'consumer_unknown',
      'peer_unknown',
      'peer_unknown',
    ]);
    await here.request('sendChat', { text: 'only here' });
    await stranger.request('sendChat', { text: 'only there' });
    expect(stranger.seen.filter(({ name }) => name === 'chatPosted')).toHaveLength(1);
  });
});
