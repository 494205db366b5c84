import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CaptionSegment, CaptionStatus } from '@silkconsult/protocol';
import { captionSegmentSchema } from '@silkconsult/protocol';
import type { CaptionsOptions } from './captionsHost.ts';
import { CaptionsHost } from './captionsHost.ts';
import { CaptionsUnavailableError } from './host/pendingLines.ts';
import { EngineServer } from './testing/engineServer.ts';
import { playAtRealPace, rtpPacket, type SpokenPacket, toRtp, withLoss } from './testing/rtp.ts';
import { concat, silence, speak, wordErrors } from './testing/speech.ts';
import { TONE_ALPHABET, writeToneModel } from './testing/toneModel.ts';
import { transcriptionServer } from './testing/transcriptionServer.ts';

const ROOM = randomUUID();
const ANNA = randomUUID();
const BEK = randomUUID();

// Speech takes its time, and a test machine may be busy.
jest.setTimeout(90_000);

const ALLERGIES = 'do you have any allergies';
const DEEP_BREATH = 'take a deep breath';
let said: { allergies: Int16Array; deepBreath: Int16Array };

beforeAll(async () => {
  const padded = async (text: string) => concat(silence(400), await speak(text), silence(900));
  said = { allergies: await padded(ALLERGIES), deepBreath: await padded(DEEP_BREATH) };
});

let captions: CaptionsHost;
afterEach(() => captions.close());

async function start(options: CaptionsOptions = {}) {
  captions = await CaptionsHost.create(options);
  // On a machine that is overrun, loading may take longer than `create` waits.
  while (captions.status.host !== 'ready') await once(captions, 'status');
  const segments: CaptionSegment[] = [];
  const statuses: CaptionStatus['host'][] = [];
  captions.on('segment', (segment) => segments.push(segment));
  captions.on('status', ({ host }) => statuses.push(host));
  captions.openRoom(ROOM);
  captions.setRoomLanguages(ROOM, ['zh-CN', 'ru']);
  const streamOf = (speakerId: string) => {
    captions.openStream({
      streamId: `mic-${speakerId}`,
      roomId: ROOM,
      speakerId,
      language: 'en',
    });
  };
  return { segments, statuses, streamOf };
}

const play = (speakerId: string, packets: readonly SpokenPacket[]) =>
  playAtRealPace(packets, (packet) => captions.pushRtp(`mic-${speakerId}`, packet));

/** Resolves with the first segment, past or to come, that satisfies the condition. */
async function segmentWhere(
  segments: CaptionSegment[],
  condition: (segment: CaptionSegment) => boolean,
): Promise<CaptionSegment> {
  for (;;) {
    const found = segments.find(condition);
    if (found) return found;
    await once(captions, 'segment');
  }
}

const isFinal = (language: string, speakerId: string) => (segment: CaptionSegment) =>
  segment.state === 'final' && segment.language === language && segment.speakerId === speakerId;

describe('a spoken English sentence', () => {
  it('is read while it is spoken, and then in Chinese and Russian', async () => {
    const { segments, streamOf } = await start();
    expect(captions.status).toEqual({ host: 'ready', speech: { en: 'pocketsphinx' } });
    streamOf(ANNA);
    const startedMs = Date.now();
    await play(ANNA, toRtp(said.allergies));
    const final = await segmentWhere(segments, isFinal('en', ANNA));
    const russian = await segmentWhere(segments, isFinal('ru', ANNA));
    const chinese = await segmentWhere(segments, isFinal('zh-CN', ANNA));

    expect(final.text).toBe('Do you have any allergies');
    expect(chinese).toMatchObject({ text: '您有过敏吗？', origin: 'phrasebook' });
    expect(russian).toMatchObject({ text: 'У вас есть аллергия?', segmentId: final.segmentId });
    const partials = segments.filter(({ state }) => state === 'partial');
    expect(partials.length).toBeGreaterThan(0);
    expect(partials.every(({ language }) => language === 'en')).toBe(true);
    for (const { text, stableChars } of partials)
      expect(stableChars).toBeLessThanOrEqual(text.length);
    expect(final.t0Ms).toBeGreaterThanOrEqual(startedMs);
    expect(final.t1Ms - final.t0Ms).toBeGreaterThan(1000);
    for (const segment of segments) captionSegmentSchema.parse(segment);
  });

  it('is heard by the engine that the configuration names, and by no other', async () => {
    const server = await transcriptionServer(({ answer }) => answer('Терең дем алыңыз.'));
    const folder = mkdtempSync(join(tmpdir(), 'captions-'));
    try {
      writeToneModel(folder);
      const model = { type: 'sherpa', family: 'zipformerCtc', threads: 1 } as const;
      const { segments } = await start({
        config: {
          remoteHosts: [],
          engines: {
            tones: { ...model, folder },
            absent: { ...model, folder: '/nowhere' },
            box: {
              type: 'openai-transcriptions',
              url: server.url,
              model: 'm',
              onPremises: false,
              parallel: 2,
              deadlineMs: 8000,
            },
          },
          speech: { en: 'typed', ky: 'tones', kk: 'box', ru: 'absent' },
        },
      });
      expect(captions.status).toEqual({ host: 'ready', speech: { ky: 'tones', kk: 'box' } });
      const mic = { roomId: ROOM, speakerId: BEK, language: 'ky' } as const;
      captions.openStream({ streamId: `mic-${BEK}`, ...mic });
      captions.openStream({ ...mic, streamId: `mic-${ANNA}`, speakerId: ANNA, language: 'kk' });
      const packets = toRtp(said.deepBreath);
      await Promise.all([play(BEK, packets), play(ANNA, packets)]);
      const answered = await segmentWhere(segments, isFinal('kk', ANNA));
      expect(answered).toMatchObject({ engine: 'box', text: 'Терең дем алыңыз.' });
      const line = await segmentWhere(segments, isFinal('ky', BEK));
      // The model knows tones, not speech: it hears some of them in a voice.
      expect(line).toMatchObject({ engine: 'tones', origin: 'recognizer' });
      expect([...line.text].every((sign) => [' ', ...TONE_ALPHABET].includes(sign))).toBe(true);
    } finally {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is understood through DTX and 5 % loss', async () => {
    const { segments, streamOf } = await start();
    streamOf(ANNA);
    const packets = withLoss(toRtp(said.deepBreath, { dtx: true }), 0.05, 3);
    await play(ANNA, packets);
    const { text } = await segmentWhere(segments, isFinal('en', ANNA));
    expect(wordErrors(DEEP_BREATH, text)).toBeLessThanOrEqual(1);
  });

  it('belongs to its speaker when two speak at once', async () => {
    const { segments, streamOf } = await start();
    streamOf(ANNA);
    streamOf(BEK);
    await Promise.all([
      play(ANNA, toRtp(said.allergies, { ssrc: 1 })),
      play(BEK, toRtp(said.deepBreath, { ssrc: 2 })),
    ]);
    const anna = await segmentWhere(segments, isFinal('en', ANNA));
    const bek = await segmentWhere(segments, isFinal('en', BEK));
    expect(anna.text).toBe('Do you have any allergies');
    expect(bek.text).toBe('Take a deep breath');
    expect(anna.seq).not.toBe(bek.seq);
  });

  it('is final also when the microphone is closed before the pause', async () => {
    const { segments, streamOf } = await start();
    streamOf(ANNA);
    const packets = toRtp(said.deepBreath);
    await play(ANNA, packets.slice(0, packets.findLastIndex(({ voiced }) => voiced) + 5));
    captions.closeStream(`mic-${ANNA}`);
    const { text } = await segmentWhere(segments, isFinal('en', ANNA));
    expect(text).toBe('Take a deep breath');
  });
});

describe('when the host is killed', () => {
  const hostIs = async (host: string) => {
    while (captions.status.host !== host) await once(captions, 'status');
  };

  it('in mid-sentence, the line is closed with a gap and the next sentence is read', async () => {
    const { segments, statuses, streamOf } = await start();
    streamOf(ANNA);
    const speaking = play(ANNA, toRtp(said.allergies));
    const partial = await segmentWhere(segments, ({ state }) => state === 'partial');
    const killed = captions.pid;
    process.kill(killed ?? 0, 'SIGKILL');
    await hostIs('restarting');
    const closed = await segmentWhere(segments, isFinal('ru', ANNA));
    expect(closed).toMatchObject({ segmentId: partial.segmentId, flags: ['gap', 'untranslated'] });
    await hostIs('ready');
    expect(captions.status.speech).toEqual({ en: 'pocketsphinx' });
    expect(captions.pid).not.toBe(killed);
    // On a busy machine it may have been behind before it was killed.
    expect(statuses.filter((host) => host !== 'degraded')).toEqual(['restarting', 'ready']);
    await speaking;

    segments.length = 0;
    await play(ANNA, toRtp(said.deepBreath, { sequence: 5000, timestamp: 500_000 }));
    const next = await segmentWhere(
      segments,
      (s) => isFinal('en', ANNA)(s) && /breath/.test(s.text),
    );
    expect(next.seq).toBeGreaterThan(partial.seq);
    expect((await segmentWhere(segments, isFinal('ru', ANNA))).origin).toBe('phrasebook');
  });

  it('a line that was being typed arrives once the host is back, in the wordings of the site', async () => {
    const { segments } = await start();
    const changed = { kind: 'phrase', entryId: 'allergy.any', language: 'ru' } as const;
    const wording = { text: 'Аллергия у вас бывает?' };
    captions.layWordings({
      ...{ revision: { phrase: 5, term: 0 }, addedTerms: [] },
      wordings: [{ ...changed, wording, review: 'drafted' }],
    });
    process.kill(captions.pid ?? 0, 'SIGKILL');
    const line = { roomId: ROOM, speakerId: ANNA, language: 'en' as const, text: ALLERGIES };
    const { segmentId } = await captions.typeLine(line);
    const typed = segments.filter((segment) => segment.segmentId === segmentId);
    expect(typed.map(({ language }) => language)).toEqual(['en', 'zh-CN', 'ru']);
    expect(typed[2]).toMatchObject({
      ...{ text: wording.text, phrasebookVersion: expect.stringMatching(/\+5$/) },
    });
  });
});

it('while the host does not read, audio is dropped and counted, and then it goes on', async () => {
  const { segments, streamOf } = await start();
  streamOf(ANNA);
  const [packet] = toRtp(said.deepBreath);
  const flood = Buffer.concat([packet?.packet ?? Buffer.alloc(0), Buffer.alloc(1000)]);
  process.kill(captions.pid ?? 0, 'SIGSTOP');
  try {
    // As much as a minute of a large room: it must not pile up in the media server.
    for (let round = 0; captions.figures.droppedPackets === 0; round++) {
      expect(round).toBeLessThan(5000);
      for (let i = 0; i < 20; i++) captions.pushRtp(`mic-${ANNA}`, flood);
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    process.kill(captions.pid ?? 0, 'SIGCONT');
  }
  await play(ANNA, toRtp(said.deepBreath, { ssrc: 7, sequence: 30_000, timestamp: 9_000_000 }));
  expect((await segmentWhere(segments, isFinal('en', ANNA))).text).toMatch(/breath/i);
});

it('garbage instead of packets harms nobody', async () => {
  const { segments, streamOf } = await start();
  streamOf(ANNA);
  streamOf(BEK);
  const { pid } = captions;
  for (let i = 0; i < 500; i++) {
    const bytes = Buffer.from(
      Array.from({ length: (i * 13) % 1300 }, (_, j) => (i * 97 + j * 31) & 0xff),
    );
    captions.pushRtp(`mic-${ANNA}`, bytes);
    captions.pushRtp(
      `mic-${ANNA}`,
      rtpPacket({ sequence: i, timestamp: i * 960, ssrc: 1, payload: bytes }),
    );
    captions.pushRtp('nobody', bytes);
  }
  await play(BEK, toRtp(said.deepBreath));
  expect((await segmentWhere(segments, isFinal('en', BEK))).text).toBe('Take a deep breath');
  expect(captions.pid).toBe(pid);
});

describe('without a speech engine', () => {
  it('the status says so and typed lines still go into every language', async () => {
    const reasons: string[] = [];
    const logger = {
      info: () => undefined,
      warn: (_: object, message: string) => void reasons.push(message),
      error: () => undefined,
    };
    const { segments } = await start({ modelsDir: '/nowhere', logger });
    expect(captions.status).toEqual({ host: 'ready', speech: {} });
    expect(reasons).toEqual(['no speech engine: captions can be typed']);
    const line = { roomId: ROOM, speakerId: ANNA, language: 'ru' as const };
    const { segmentId } = await captions.typeLine({ ...line, text: 'Где у вас болит?' });
    expect(segments.map(({ language }) => language).sort()).toEqual(['ru', 'zh-CN']);
    expect(segments.every((segment) => segment.segmentId === segmentId)).toBe(true);
    expect(segments[0]).toMatchObject({
      origin: 'typed',
      engine: 'typed',
      text: 'Где у вас болит?',
    });
    expect(segments[1]).toMatchObject({ language: 'zh-CN', origin: 'phrasebook' });
  });

  it('a line for a room that is not open is refused', async () => {
    await start({ modelsDir: '/nowhere' });
    const line = { speakerId: ANNA, language: 'en' as const, text: 'Hello' };
    await expect(captions.typeLine({ ...line, roomId: randomUUID() })).rejects.toThrow(
      CaptionsUnavailableError,
    );
  });
});

it('a machine translates the pairs that it is configured for, and failures show in the figures', async () => {
  const server = await EngineServer.start();
  try {
    const engine = {
      type: 'openai-chat',
      model: 'm',
      template: 'plain',
      parallel: 8,
      onPremises: false,
    } as const;
    const { segments } = await start({
      modelsDir: '/nowhere',
      translation: {
        engines: { gpu: { ...engine, url: `${server.url}/v1`, remote: false } },
        routes: [{ from: 'en', to: 'ru', engine: 'gpu' }],
      },
    });
    const measured: object[] = [];
    captions.on('translationMeasured', (each) => measured.push(each));
    const opened = new Promise((resolve) => captions.once('breakerChanged', resolve));
    const line = { roomId: ROOM, speakerId: ANNA, language: 'en' as const };
    server.translate = () => 'Мой дядя пьёт чай.';
    const text = 'My uncle drinks tea.';
    await captions.typeLine({ ...line, text });
    const lineIn = (language: string) => segments.find((each) => each.language === language);
    expect(lineIn('ru')).toMatchObject({ text: 'Мой дядя пьёт чай.', origin: 'translator' });
    expect(lineIn('zh-CN')).toMatchObject({ text, flags: ['untranslated'] });
    server.fault = 'error';
    for (const each of ['One.', 'Two.', 'Three.']) await captions.typeLine({ ...line, text: each });
    expect(await opened).toEqual({ engine: 'gpu', from: 'en', to: 'ru', open: true });
    expect(measured).toMatchObject([
      { outcome: 'answered' },
      ...[1, 2, 3].map(() => ({ engine: 'gpu', outcome: 'failed' })),
    ]);
  } finally {
    await server.close();
  }
});

it('engines outside the hospital get the words of those alone who said yes, until they say no', async () => {
  const translator = await EngineServer.start();
  const heard: unknown[] = [];
  const hearing = await transcriptionServer(({ language, answer }) => {
    heard.push(language);
    answer('Терең дем алыңыз.');
  });
  // This machine by an address that is no private network's: outside, as the configuration reads it.
  const outside = (url: string) => url.replace('127.0.0.1', '0.0.0.0');
  try {
    const engine = {
      type: 'openai-chat',
      model: 'm',
      template: 'plain',
      parallel: 8,
      key: undefined,
    } as const;
    const { segments } = await start({
      config: {
        remoteHosts: ['0.0.0.0'],
        engines: {
          cloud: {
            ...{ type: 'openai-transcriptions', url: outside(hearing.url), model: 'm' },
            ...{ onPremises: false, parallel: 2, deadlineMs: 8000 },
          },
        },
        speech: { en: 'typed', kk: 'cloud' },
      },
      translation: {
        engines: {
          far: { ...engine, url: `${outside(translator.url)}/v1`, remote: true, onPremises: false },
        },
        routes: [{ from: 'en', to: 'ru', engine: 'far' }],
      },
    });
    expect(captions.status).toMatchObject({
      speech: {},
      outside: { speech: { kk: 'cloud' }, translation: ['far'] },
    });
    translator.translate = () => 'Мой дядя пьёт чай.';
    const type = async (speakerId: string, text: string) => {
      const { segmentId } = await captions.typeLine({
        ...{ roomId: ROOM, language: 'en', speakerId, text },
      });
      return segments.find((one) => one.segmentId === segmentId && one.language === 'ru');
    };
    expect((await type(BEK, 'My uncle drinks tea.'))?.flags).toEqual(['untranslated']);
    for (const speakerId of [ANNA, BEK])
      captions.openStream({
        streamId: `mic-${speakerId}`,
        roomId: ROOM,
        speakerId,
        language: 'kk',
      });
    captions.allowOutside(ROOM, [BEK]);
    expect((await type(ANNA, 'My uncle drinks tea.'))?.flags).toEqual(['untranslated']);
    expect(translator.received).toEqual([]);
    expect((await type(BEK, 'My uncle drinks tea.'))?.text).toBe('Мой дядя пьёт чай.');
    const packets = toRtp(said.deepBreath);
    await Promise.all([play(ANNA, packets), play(BEK, packets)]);
    await segmentWhere(segments, isFinal('kk', BEK));
    const before = [translator.received.length, heard.length];
    expect(segments.filter(isFinal('kk', ANNA))).toEqual([]);
    captions.allowOutside(ROOM, []);
    expect((await type(BEK, 'My aunt drinks milk.'))?.flags).toEqual(['untranslated']);
    expect([translator.received.length, heard.length]).toEqual(before);
  } finally {
    await Promise.all([translator.close(), hearing.close()]);
  }
});

it('close leaves no process and can be called twice', async () => {
  await start({ modelsDir: '/nowhere' });
  const { pid } = captions;
  await captions.close();
  await captions.close();
  expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH');
  expect(captions.pid).toBeUndefined();
});
