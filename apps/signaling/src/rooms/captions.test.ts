import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaptionSegment } from '@silkconsult/protocol';
import type { TestClient } from '../testing/client.ts';
import { TestNode } from '../testing/node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await TestNode.start();
});
afterAll(() => node.close());

/** A specialist who reads Chinese and a referrer who reads Russian. */
async function consult() {
  const room = randomUUID();
  const specialist = await node.joined({ role: 'specialist', room, captionLanguage: 'zh-CN' });
  const referrer = await node.joined({ role: 'referrer', room, captionLanguage: 'ru' });
  const speakerId = referrer.joined?.peerId ?? '';
  const say = (segment: Partial<CaptionSegment>) =>
    node.captions.say({ roomId: room, speakerId, ...segment });
  return { room, specialist, referrer, say };
}

/** Resolves when everything that was sent before has arrived. */
const caughtUp = (client: TestClient) => client.request('raiseHand', { raised: true });

const languagesRead = (client: TestClient) =>
  client.seen.flatMap(({ name, data }) =>
    name === 'captionPosted' ? [data.segment.language] : [],
  );

describe('a caption', () => {
  it('goes to those who read its language, and as spoken to everybody', async () => {
    const { specialist, referrer, say } = await consult();
    const segmentId = 's1';
    for (const language of ['en', 'zh-CN', 'ru', 'kk'] as const) say({ segmentId, language });
    await Promise.all([caughtUp(specialist), caughtUp(referrer)]);
    expect(languagesRead(specialist)).toEqual(['en', 'zh-CN']);
    expect(languagesRead(referrer)).toEqual(['en', 'ru']);
  });

  it('is asked for in the languages of those present only', async () => {
    const { room, specialist, referrer } = await consult();
    expect(node.captions.rooms.get(room)).toEqual(['zh-CN', 'ru']);
    await referrer.request('setCaptionLanguage', { language: 'ug' });
    expect(await referrer.next('captionLanguageChanged')).toEqual({ language: 'ug' });
    expect(node.captions.rooms.get(room)).toEqual(['zh-CN', 'ug']);
    await specialist.request('leave', {});
    expect(node.captions.rooms.get(room)).toEqual(['ug']);
  });

  it('that is final is shown to late joiners, in its newest revision, in their language', async () => {
    const { room, say } = await consult();
    say({ segmentId: 'a', state: 'partial', text: 'Does' });
    say({ segmentId: 'a', text: 'Does it hurt?' });
    say({ segmentId: 'a', language: 'ru', text: 'Болит?' });
    say({ segmentId: 'a', language: 'ru', revision: 2, state: 'corrected', text: 'Вам больно?' });
    say({ segmentId: 'b', text: 'Noise' });
    say({ segmentId: 'b', revision: 2, state: 'retracted', text: '' });
    const late = await node.joined({ role: 'interpreter', room, captionLanguage: 'ru' });
    const texts = late.joined?.room.captions.map(({ text }) => text);
    expect(texts).toEqual(['Does it hurt?', 'Вам больно?']);
  });

  it('is kept for late joiners up to two hundred lines', async () => {
    const { room, say } = await consult();
    for (let line = 1; line <= 210; line++) say({ segmentId: `line ${line}`, text: `${line}` });
    const late = await node.joined({ role: 'interpreter', room });
    const texts = late.joined?.room.captions.map(({ text }) => text) ?? [];
    expect([texts.length, texts[0], texts.at(-1)]).toEqual([200, '11', '210']);
  });

  it('can be typed, in the language one speaks or another', async () => {
    const { specialist, referrer } = await consult();
    const { segmentId } = await referrer.request('typeCaption', { text: 'Breathe in.' });
    expect((await specialist.next('captionPosted')).segment).toMatchObject({
      segmentId,
      text: 'Breathe in.',
      speakerId: referrer.joined?.peerId,
      spokenLanguage: 'en',
    });
    await referrer.request('typeCaption', { text: 'Вдохните.', language: 'ru' });
    expect((await specialist.next('captionPosted')).segment.spokenLanguage).toBe('ru');
  });

  it('cannot be typed without the permission, and says so when captions are down', async () => {
    const { room, referrer } = await consult();
    const observer = await node.joined({
      role: 'observer',
      room,
      permissions: ['enter', 'consume'],
    });
    await expect(observer.request('typeCaption', { text: 'x' })).rejects.toMatchObject({
      code: 'permission_denied',
    });
    node.captions.broken = true;
    await expect(referrer.request('typeCaption', { text: 'x' })).rejects.toMatchObject({
      code: 'captions_unavailable',
    });
    node.captions.broken = false;
  });
});

describe('what captions can do', () => {
  it('is told when joining and when it changes', async () => {
    const { specialist } = await consult();
    expect(specialist.joined?.room.captionStatus.host).toBe('ready');
    const status = { host: 'restarting', speech: {} } as const;
    node.captions.emit('status', status);
    expect(await specialist.next('captionStatusChanged')).toEqual({ status });
  });
});

describe('the tap of a microphone', () => {
  it('is opened in the language spoken, follows its change, and closes with the microphone', async () => {
    const { referrer } = await consult();
    const opened = once(node.captions, 'told');
    const { producerId } = await referrer.produce('microphone');
    await opened;
    expect(node.captions.streams.get(producerId)).toMatchObject({
      speakerId: referrer.joined?.peerId,
      language: 'en',
    });
    await referrer.request('setSpokenLanguage', { language: 'ky' });
    expect(node.captions.streams.get(producerId)?.language).toBe('ky');
    const closed = once(node.captions, 'told');
    await referrer.request('closeProducer', { producerId });
    await closed;
    expect(node.captions.streams.has(producerId)).toBe(false);
  });

  it('is not for cameras', async () => {
    const { specialist, referrer } = await consult();
    const { producerId } = await referrer.produce('camera');
    await specialist.next('newConsumers');
    expect(node.captions.streams.has(producerId)).toBe(false);
  });

  it('harms nothing when the captions are beyond repair', async () => {
    const { specialist, referrer } = await consult();
    node.captions.broken = true;
    const { producerId } = await referrer.produce('microphone');
    await specialist.next('newConsumers');
    await referrer.request('closeProducer', { producerId });
    await specialist.next('consumerClosed');
    node.captions.broken = false;
  });
});
