import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Notification } from '@silkconsult/protocol';
import type { TestClient } from '../testing/client.ts';
import { TestNode } from '../testing/node.ts';
import { claimsOf } from '../testing/scheduling.ts';
import { LIMITS } from './rules.ts';

let node: TestNode;
beforeAll(async () => {
  node = await TestNode.start({ env: { RECONNECT_GRACE_SECONDS: '0.5' } });
});
afterAll(() => node.close());

async function twoPeople() {
  const room = randomUUID();
  const host = await node.joined({ role: 'referrer', room });
  const claims = claimsOf({ role: 'specialist', room });
  const specialist = await node.connectWith(node.scheduling.sign(claims));
  await specialist.join();
  const { sessionId = '', resumeToken = '' } = specialist.joined ?? {};
  const proof = { sessionId, resumeToken };
  const reconnect = (token = node.scheduling.sign(claims)) => node.connectWith(token);
  return { room, host, claims, specialist, proof, reconnect };
}

const resumed = (client: TestClient, proof: object, lastSeq: number) =>
  client.request('resume', { ...proof, lastSeq } as never);

describe('a lost socket', () => {
  it('is resumed with everything that was missed; media never knew', async () => {
    const { host, specialist, proof, reconnect } = await twoPeople();
    await specialist.produce('camera');
    const { consumers } = await host.next('newConsumers');
    const lastSeq = specialist.lastSeq;
    specialist.drop();
    const { peerId } = await host.next('peerReconnecting');
    expect(peerId).toBe(specialist.joined?.peerId);
    await host.request('sendChat', { text: 'are you there?' });
    await host.produce('microphone');
    const back = await reconnect();
    const answer = await resumed(back, proof, lastSeq);
    expect(answer.status).toBe('missed');
    const names = answer.status === 'missed' ? answer.notifications.map(({ name }) => name) : [];
    expect(names).toEqual(['chatPosted', 'newConsumers']);
    expect(await host.next('peerReturned')).toEqual({ peerId });
    expect(host.names()).not.toContain('consumerClosed');
    const consumerId = consumers[0]?.consumerId ?? '';
    await host.request('setConsumers', { consumers: [{ consumerId, paused: false }] });
    await back.request('sendChat', { text: 'here' });
    await host.next('chatPosted');
  });

  it('is resumed before the server has noticed the loss: the old socket is closed silently', async () => {
    const { host, specialist, proof, reconnect } = await twoPeople();
    const back = await reconnect();
    const answer = await resumed(back, proof, specialist.lastSeq);
    expect(answer).toEqual({ status: 'missed', notifications: [] });
    await specialist.disconnected();
    expect(specialist.names()).not.toContain('sessionReplaced');
    await back.request('raiseHand', { raised: true });
    await host.next('peerChanged');
    expect(host.names()).not.toContain('peerReconnecting');
    expect(host.names()).not.toContain('peerLeft');
  });

  it('can be resumed with a token that expired during the consult', async () => {
    const { claims, specialist, proof, reconnect } = await twoPeople();
    const exp = Math.floor(Date.now() / 1000) - 3600;
    const back = await reconnect(node.scheduling.sign({ ...claims, exp }));
    await expect(back.join()).rejects.toMatchObject({ code: 'token_expired' });
    expect(await resumed(back, proof, specialist.lastSeq)).toMatchObject({ status: 'missed' });
  });

  it('is answered with a snapshot when the missed notifications are no longer kept', async () => {
    const { host, specialist, proof, reconnect } = await twoPeople();
    const lastSeq = specialist.lastSeq;
    specialist.drop();
    await host.next('peerReconnecting');
    const room = node.context.rooms.find(specialist.joined?.room.roomId ?? '');
    for (let i = 0; i <= LIMITS.notificationsKept; i++)
      room?.notifyAll('dominantSpeakerChanged', { peerId: null });
    const answer = await resumed(await reconnect(), proof, lastSeq);
    expect(answer).toMatchObject({ status: 'snapshot', room: { seq: room?.seq } });
  });

  it('is the end of the stay when nobody resumes within the grace time', async () => {
    const { host, specialist, proof, reconnect } = await twoPeople();
    specialist.drop();
    expect(await host.next('peerLeft')).toMatchObject({ reason: 'lost' });
    const back = await reconnect();
    await expect(resumed(back, proof, 0)).rejects.toMatchObject({ code: 'resume_refused' });
    expect((await back.join()).room.peers).toHaveLength(2);
  });

  it('is resumed by nobody else: not with a guessed secret, another token, or another room', async () => {
    const { room, host, proof, reconnect } = await twoPeople();
    const wrong = { ...proof, resumeToken: 'x'.repeat(43) };
    const refused = { code: 'resume_refused' };
    await expect(resumed(await reconnect(), wrong, 0)).rejects.toMatchObject(refused);
    const other = await node.connect({ role: 'referrer', room });
    await expect(resumed(other, proof, 0)).rejects.toMatchObject(refused);
    const elsewhere = await node.connect({ role: 'specialist' });
    await expect(resumed(elsewhere, proof, 0)).rejects.toMatchObject(refused);
    expect(host.names()).not.toContain('peerLeft');
  });

  it('loses no notification between the answer and what follows it', async () => {
    const { host, specialist, proof, reconnect } = await twoPeople();
    const seen = new Set<number>();
    let sent = 0;
    const chatter = setInterval(() => {
      sent += 1;
      void host.request('sendChat', { text: `message ${sent}` });
    }, 1);
    let current = specialist;
    let lastSeq = specialist.joined?.room.seq ?? 0;
    const note = (notifications: readonly Notification[]) => {
      for (const { seq, name } of notifications) {
        if (name === 'chatPosted') seen.add(seq);
        lastSeq = Math.max(lastSeq, seq);
      }
    };
    for (let round = 0; round < 5; round++) {
      await current.next('chatPosted');
      current.drop();
      note(current.seen);
      current = await reconnect();
      const answer = await resumed(current, proof, lastSeq);
      expect(answer.status).toBe('missed');
      if (answer.status === 'missed') note(answer.notifications);
    }
    clearInterval(chatter);
    const last = await host.request('sendChat', { text: 'last' });
    for (;;) {
      const { message } = await current.next('chatPosted');
      if (message.messageId === last.messageId) break;
    }
    note(current.seen);
    expect(seen.size).toBe(sent + 1);
  });
});
