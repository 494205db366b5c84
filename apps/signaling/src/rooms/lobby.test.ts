import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestNode } from '../testing/node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await TestNode.start({ env: { RECONNECT_GRACE_SECONDS: '0.3' } });
});
afterAll(() => node.close());

/** A patient in the lobby and a referrer in the room. */
async function waitingPatient() {
  const room = randomUUID();
  const sub = randomUUID();
  const patient = await node.connect({ role: 'patient', room, sub });
  const { since } = await patient.wait();
  const referrer = await node.joined({ role: 'referrer', room });
  return { room, sub, since, patient, referrer };
}

describe('the lobby', () => {
  it('keeps a patient until a host admits', async () => {
    const room = randomUUID();
    const patient = await node.connect({ role: 'patient', room });
    const waiting = await patient.wait();
    expect(waiting.hosts).toEqual([]);
    const referrer = await node.connect({ role: 'referrer', room });
    const { room: state, peerId } = await referrer.join();
    expect(state.waiting.map((one) => one.peerId)).toEqual([waiting.peerId]);
    expect((await patient.next('hostsChanged')).hosts).toMatchObject([{ peerId }]);
    await expect(patient.request('sendChat', { text: 'hello' })).rejects.toMatchObject({
      code: 'not_admitted',
    });
    expect(await patient.wait()).toMatchObject({ since: waiting.since });
    await referrer.request('admit', { peerId: waiting.peerId });
    await patient.next('admitted');
    expect(await referrer.next('waitingPeerLeft')).toMatchObject({ outcome: 'admitted' });
    expect((await patient.join()).room.peers).toHaveLength(2);
    expect(patient.names()).not.toContain('peerWaiting');
  });

  it('tells those who may admit of newcomers, and nobody else', async () => {
    const room = randomUUID();
    const referrer = await node.joined({ role: 'referrer', room });
    const interpreter = await node.joined({ role: 'interpreter', room });
    const patient = await node.connect({ role: 'patient', room, name: 'Aigul' });
    const { peerId } = await patient.wait();
    expect((await referrer.next('peerWaiting')).peer).toMatchObject({ peerId, name: 'Aigul' });
    await expect(interpreter.request('admit', { peerId })).rejects.toMatchObject({
      code: 'permission_denied',
    });
    expect(interpreter.names()).not.toContain('peerWaiting');
    const late = await node.joined({ role: 'interpreter', room });
    expect(late.joined?.room.waiting).toEqual([]);
  });

  it('lets an admitted patient who reloads the page straight in', async () => {
    const { room, sub, patient, referrer } = await waitingPatient();
    await referrer.request('admit', { peerId: sub });
    await patient.join();
    patient.close();
    const reloaded = await node.connect({ role: 'patient', room, sub });
    expect((await reloaded.join()).peerId).toBe(sub);
  });

  it('keeps the place of a patient whose connection broke, with the time it was taken', async () => {
    const { room, sub, since, patient, referrer } = await waitingPatient();
    patient.drop();
    await patient.disconnected();
    const back = await node.connect({ role: 'patient', room, sub });
    expect((await back.wait()).since).toBe(since);
    expect(referrer.names()).not.toContain('waitingPeerLeft');
  });

  it('gives the place up when the patient does not come back within the grace time', async () => {
    const { sub, patient, referrer } = await waitingPatient();
    patient.drop();
    expect(await referrer.next('waitingPeerLeft')).toEqual({ peerId: sub, outcome: 'left' });
  });

  it('remembers who was admitted while the connection was broken', async () => {
    const { room, sub, patient, referrer } = await waitingPatient();
    patient.drop();
    await patient.disconnected();
    await referrer.request('admit', { peerId: sub });
    const back = await node.connect({ role: 'patient', room, sub });
    expect((await back.join()).peerId).toBe(sub);
  });

  it('moves to the newest window of the same person', async () => {
    const { room, sub, since, patient } = await waitingPatient();
    const other = await node.connect({ role: 'patient', room, sub });
    expect((await other.wait()).since).toBe(since);
    await patient.next('sessionReplaced');
    await patient.disconnected();
  });

  it('can be left', async () => {
    const { sub, patient, referrer } = await waitingPatient();
    await patient.request('leave', {});
    expect(await referrer.next('waitingPeerLeft')).toEqual({ peerId: sub, outcome: 'left' });
    await expect(patient.request('leave', {})).rejects.toMatchObject({ code: 'not_joined' });
  });

  it('can be asked for again after being turned away, but not for ever', async () => {
    const { sub, patient, referrer } = await waitingPatient();
    for (let time = 1; time <= 3; time++) {
      await referrer.request('deny', { peerId: sub });
      await patient.next('admissionDenied');
      if (time < 3) await patient.wait();
    }
    await expect(patient.wait()).rejects.toMatchObject({ code: 'admission_denied' });
  });

  it('says that a person who is not there cannot be admitted', async () => {
    const { referrer } = await waitingPatient();
    await expect(referrer.request('admit', { peerId: randomUUID() })).rejects.toMatchObject({
      code: 'peer_unknown',
    });
  });
});

describe('someone who was removed', () => {
  it('is told, and comes back through the lobby only, whatever the token allows', async () => {
    const room = randomUUID();
    const specialist = await node.joined({ role: 'specialist', room });
    const interpreter = await node.joined({ role: 'interpreter', room });
    const peerId = interpreter.joined?.peerId ?? '';
    await specialist.request('removePeer', { peerId });
    await interpreter.next('removed');
    expect(await specialist.next('peerLeft')).toEqual({ peerId, reason: 'removed' });
    await expect(interpreter.request('sendChat', { text: 'hey' })).rejects.toMatchObject({
      code: 'not_joined',
    });
    await interpreter.wait();
    await specialist.request('admit', { peerId });
    await interpreter.next('admitted');
    await interpreter.join();
  });

  it('cannot be oneself, and not by somebody without the permission', async () => {
    const room = randomUUID();
    const specialist = await node.joined({ role: 'specialist', room });
    const interpreter = await node.joined({ role: 'interpreter', room });
    const remove = (by: typeof specialist, who: typeof specialist) =>
      by.request('removePeer', { peerId: who.joined?.peerId ?? '' });
    await expect(remove(specialist, specialist)).rejects.toMatchObject({
      code: 'permission_denied',
    });
    await expect(remove(interpreter, specialist)).rejects.toMatchObject({
      code: 'permission_denied',
    });
  });
});

describe('the end of a consult', () => {
  it('is told to all, in the room and in the lobby, and the room is gone', async () => {
    const { room, patient, referrer } = await waitingPatient();
    const specialist = await node.joined({ role: 'specialist', room });
    await specialist.request('endRoom', {});
    await Promise.all([patient, referrer, specialist].map((one) => one.next('roomEnded')));
    expect(node.context.rooms.find(room)).toBeUndefined();
    await expect(patient.wait()).rejects.toMatchObject({ code: 'room_ended' });
    const reopened = await node.connect({ role: 'referrer', room });
    expect((await reopened.join()).room.peers).toHaveLength(1);
    await patient.wait();
  });

  it('is for hosts to say', async () => {
    const interpreter = await node.joined({ role: 'interpreter' });
    await expect(interpreter.request('endRoom', {})).rejects.toMatchObject({
      code: 'permission_denied',
    });
  });
});
