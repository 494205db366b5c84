import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaptionSegment } from '@silkconsult/protocol';
import { NO_OVERLAY } from '@silkconsult/protocol/wordings';
import type { TestClient } from '../testing/client.ts';
import { TestNode } from '../testing/node.ts';
import { claimsOf, NOTHING_SAID } from '../testing/scheduling.ts';

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
    say({ segmentId: 'a', language: 'ru', revision: 2, text: 'Вам больно?' });
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

  it('that looks like another language makes the speaker be asked, and nobody else', async () => {
    const { room, specialist, referrer } = await consult();
    const speakerId = referrer.joined?.peerId ?? '';
    const doubted = { roomId: room, speakerId, listening: 'en', language: 'ky' } as const;
    node.captions.emit('languageDoubted', doubted);
    node.captions.emit('languageDoubted', { ...doubted, language: undefined });
    // Of a language that is not listened for any more, nobody is asked.
    node.captions.emit('languageDoubted', { ...doubted, listening: 'ug' });
    await Promise.all([caughtUp(specialist), caughtUp(referrer)]);
    const asked = (client: TestClient) =>
      client.seen.flatMap(({ name, data }) => (name === 'spokenLanguageDoubted' ? [data] : []));
    expect(asked(referrer)).toEqual([
      { listening: 'en', language: 'ky' },
      { listening: 'en', language: 'ru' },
    ]);
    expect(asked(specialist)).toEqual([]);
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

describe('a phrase', () => {
  it('that someone chose is shown as theirs, in the language that they speak', async () => {
    const { specialist, referrer } = await consult();
    const phrase = { entryId: 'pain.where', fillings: {} };
    const { segmentId } = await referrer.request('sayPhrase', phrase);
    expect((await specialist.next('captionPosted')).segment).toMatchObject({
      ...{ segmentId, text: 'pain.where', origin: 'phrasebook', spokenLanguage: 'en' },
      speakerId: referrer.joined?.peerId,
    });
  });

  it('is refused when the book does not hold it, and without the permission', async () => {
    const { room, referrer } = await consult();
    const observer = await node.joined({
      role: 'observer',
      room,
      permissions: ['enter', 'consume'],
    });
    const phrase = { entryId: 'pain.where', fillings: {} };
    await expect(observer.request('sayPhrase', phrase)).rejects.toMatchObject({
      code: 'permission_denied',
    });
    await expect(observer.request('suggestPhrases', { text: 'x' })).rejects.toMatchObject({
      code: 'permission_denied',
    });
    const unknown = { entryId: 'nowhere.atAll', fillings: {} };
    await expect(referrer.request('sayPhrase', unknown)).rejects.toMatchObject({
      code: 'malformed_message',
    });
  });

  it('is suggested to the one who asks and to nobody else', async () => {
    const { specialist, referrer } = await consult();
    const { suggestions } = await referrer.request('suggestPhrases', { text: 'were it hurts' });
    expect(suggestions).toMatchObject([{ entryId: 'pain.where', language: 'en' }]);
    await caughtUp(specialist);
    expect(languagesRead(specialist)).toEqual([]);
  });

  it('is shown in the panel as the site has changed it, to those who may say it', async () => {
    const { room, referrer } = await consult();
    const observer = await node.joined({
      role: 'observer',
      room,
      permissions: ['enter', 'consume'],
    });
    const changed = { kind: 'phrase', entryId: 'pain.where', language: 'ru' } as const;
    node.captions.layWordings({
      ...NO_OVERLAY,
      wordings: [
        { ...changed, wording: { text: 'Где боль?' }, review: 'drafted' },
        { ...changed, language: 'kk', wording: { text: 'Қай жер?' }, review: 'reviewed' },
        { ...changed, kind: 'term', entryId: 'pain', wording: { text: 'боль' }, review: 'drafted' },
      ],
    });
    const { phrases } = await referrer.request('changedPhrases', { language: 'ru' });
    expect(phrases).toEqual([
      { entryId: 'pain.where', text: 'Где боль?', variants: [], reviewed: false },
    ]);
    await expect(observer.request('changedPhrases', { language: 'ru' })).rejects.toMatchObject({
      code: 'permission_denied',
    });
  });

  it('does not flood the others: the lines of one person are limited', async () => {
    const { referrer } = await consult();
    const phrase = { entryId: 'pain.where', fillings: {} };
    const sent = await Promise.allSettled(
      Array.from({ length: 30 }, () => referrer.request('sayPhrase', phrase)),
    );
    const refused = sent.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(10);
    expect(refused[0]).toMatchObject({ reason: { code: 'too_many_requests' } });
  });
});

describe('a line that must be read back', () => {
  const dose = { text: 'Take 5 mg.', readBack: { reasons: ['dose' as const] } };
  const seen = { segmentId: 's', language: 'en' as const, baseRevision: 1 };

  it('is ticked off for everybody, once, also for those who come later', async () => {
    const { room, specialist, referrer, say } = await consult();
    say({ segmentId: 's', ...dose });
    say({ segmentId: 's', language: 'ru', text: 'Примите 5 мг.' });
    await referrer.next('captionPosted');
    await caughtUp(specialist);
    const { segment } = await specialist.request('confirmReadBack', { ...seen, confirmed: true });
    const confirmedBy = specialist.joined?.peerId;
    expect(segment.readBack).toMatchObject({ reasons: ['dose'], confirmedBy });
    await caughtUp(referrer);
    const told = referrer.seen.length;
    await referrer.request('confirmReadBack', { ...seen, baseRevision: 2, confirmed: true });
    await caughtUp(referrer);
    const repeated = referrer.seen.slice(told).map(({ name }) => name);
    expect(repeated).toEqual(['peerChanged']);
    const late = await node.joined({ role: 'interpreter', room, captionLanguage: 'ru' });
    const marks = late.joined?.room.captions.map(({ readBack }) => readBack?.confirmedBy);
    expect(marks).toEqual([confirmedBy, confirmedBy]);
  });

  it('is not for a patient to tick off, and not over words that nobody has seen', async () => {
    const { room, specialist, say } = await consult();
    const { permissions } = claimsOf({ role: 'patient' });
    const asPatient = { role: 'patient' as const, permissions: ['enter' as const, ...permissions] };
    const patient = await node.joined({ ...asPatient, room });
    say({ segmentId: 's', ...dose });
    const tick = { ...seen, confirmed: true };
    const refused = { code: 'permission_denied' };
    await expect(patient.request('confirmReadBack', tick)).rejects.toMatchObject(refused);
    await expect(
      patient.request('disputeCaption', { ...seen, disputed: true }),
    ).rejects.toMatchObject(refused);
    say({ segmentId: 's', ...dose, text: 'Take 50 mg.', revision: 2, sourceRevision: 2 });
    await expect(specialist.request('confirmReadBack', tick)).rejects.toMatchObject({
      code: 'caption_conflict',
    });
    await expect(
      specialist.request('confirmReadBack', { ...tick, segmentId: 'none' }),
    ).rejects.toMatchObject({ code: 'caption_unknown' });
  });
});

describe("the interpreter's correction", () => {
  it('reaches everybody who reads the line, and asks for new translations of the open ones', async () => {
    const { room, specialist, referrer, say } = await consult();
    const interpreter = await node.joined({ role: 'interpreter', room, captionLanguage: 'ru' });
    for (const language of ['en', 'zh-CN', 'ru'] as const) say({ segmentId: 's', language });
    await caughtUp(interpreter);
    const ask = (language: 'en' | 'ru', baseRevision: number, text: string) =>
      interpreter.request('correctCaption', { segmentId: 's', language, baseRevision, text });
    await ask('ru', 1, 'Вам больно?');
    const { segment } = await ask('en', 1, 'Is it sore?');
    await Promise.all([caughtUp(specialist), caughtUp(referrer)]);
    const lastOf = (client: TestClient, language: string) =>
      client.seen
        .flatMap((one) => (one.name === 'captionPosted' ? [one.data.segment] : []))
        .findLast((one) => one.language === language);
    expect(lastOf(specialist, 'en')).toMatchObject({ text: 'Is it sore?', state: 'corrected' });
    expect(lastOf(specialist, 'zh-CN')).toMatchObject({ sourceChanged: true });
    expect(lastOf(referrer, 'ru')).toMatchObject({ text: 'Вам больно?', sourceChanged: true });
    expect(node.captions.retranslations.at(-1)).toEqual({ line: segment, locked: ['en', 'ru'] });
  });

  it('over words that the interpreter has not seen is refused with those words; others may not correct', async () => {
    const { room, specialist, say } = await consult();
    const interpreter = await node.joined({ role: 'interpreter', room });
    say({ segmentId: 's' });
    const correction = { segmentId: 's', language: 'en' as const, baseRevision: 1, text: 'Sore?' };
    await interpreter.request('correctCaption', correction);
    const ack = await interpreter.raw('request', { name: 'correctCaption', data: correction });
    expect(ack).toMatchObject({
      ok: false,
      error: { code: 'caption_conflict', params: { current: { text: 'Sore?', revision: 2 } } },
    });
    await expect(specialist.request('correctCaption', correction)).rejects.toMatchObject({
      code: 'permission_denied',
    });
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

describe('a line for the transcript', () => {
  const linesOf = (room: string) =>
    node.scheduling.reports.flatMap((report) =>
      report.type === 'lineKept' && report.roomId === room ? [report.segment.text] : [],
    );

  it('is handed over while its speaker consents, and from then on only', async () => {
    const { room, specialist, referrer, say } = await consult();
    const speakerId = referrer.joined?.peerId ?? '';
    say({ text: 'before', t0Ms: Date.now() });
    const since = new Date();
    node.scheduling.consents = {
      ...NOTHING_SAID,
      transcript: { kept: [{ speakerId, since: since.toISOString() }], withdrawn: [] },
    };
    await referrer.request('refreshConsents', {});
    expect(await specialist.next('transcribedChanged')).toEqual({ peerIds: [speakerId] });
    const late = await node.joined({ role: 'interpreter', room });
    expect(late.joined?.room.transcribed).toEqual([speakerId]);
    const t0Ms = since.getTime();
    say({ text: 'corrected later', t0Ms: t0Ms - 1, state: 'corrected', revision: 2 });
    say({ text: 'half', t0Ms, state: 'partial' });
    say({ text: 'of another', t0Ms, speakerId: specialist.joined?.peerId });
    say({ text: 'kept', t0Ms });
    await node.scheduling.until(() => linesOf(room).length > 0);
    expect(linesOf(room)).toEqual(['kept']);
  });

  it('is forgotten when its speaker withdraws, and nothing follows it', async () => {
    const { room, specialist, referrer, say } = await consult();
    const speakerId = referrer.joined?.peerId ?? '';
    say({ text: 'withdrawn' });
    say({ text: 'mine', speakerId: specialist.joined?.peerId });
    node.scheduling.consents = {
      ...NOTHING_SAID,
      transcript: { kept: [], withdrawn: [speakerId] },
    };
    await referrer.request('refreshConsents', {});
    expect(await specialist.next('captionsWithdrawn')).toEqual({ peerId: speakerId });
    say({ text: 'afterwards', t0Ms: Date.now() });
    const late = await node.joined({ role: 'interpreter', room });
    expect(late.joined?.room.captions.map(({ text }) => text)).toEqual(['mine']);
    expect(linesOf(room)).toEqual([]);
    node.scheduling.consents = NOTHING_SAID;
  });
});

describe('words for engines outside the hospital', () => {
  it('are let go by those who said yes, until somebody enters who said no', async () => {
    const { room, specialist, referrer } = await consult();
    const given = [referrer.joined?.peerId ?? ''];
    const refused = [randomUUID()];
    expect(node.captions.outside.get(room)).toBeUndefined();
    node.scheduling.consents = {
      ...NOTHING_SAID,
      outsideEngines: { given, refused, patients: given },
    };
    await referrer.request('refreshConsents', {});
    expect(await specialist.next('outsideSpeakersChanged')).toEqual({ peerIds: given });
    expect(node.captions.outside.get(room)).toEqual(given);
    const refusing = await node.joined({ role: 'interpreter', room, sub: refused[0] });
    expect(refusing.joined?.room.outsideSpeakers).toEqual([]);
    expect(node.captions.outside.get(room)).toEqual([]);
    await refusing.request('leave', {});
    expect(node.captions.outside.get(room)).toEqual(given);
    node.scheduling.consents = NOTHING_SAID;
    await specialist.request('refreshConsents', {});
    expect(node.captions.outside.get(room)).toEqual([]);
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
