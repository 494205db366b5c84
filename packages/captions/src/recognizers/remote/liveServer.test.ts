import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Fault, Protocol } from '../../testing/liveSpeechServer.ts';
import { LiveSpeechServer } from '../../testing/liveSpeechServer.ts';
import type { Hypothesis } from '../recognizer.ts';
import type { LiveProtocol } from './conversation.ts';
import { funasr } from './funasr.ts';
import { LiveServerRecognizer } from './liveServer.ts';
import { VOSK } from './vosk.ts';

const PROTOCOLS: Record<Protocol, LiveProtocol> = {
  vosk: VOSK,
  funasr: funasr({ mode: '2pass', itn: true }),
};

let server: LiveSpeechServer;
let recognizer: LiveServerRecognizer;
afterEach(async () => {
  await recognizer.close();
  await server.close();
});

async function start(protocol: Protocol, { parallel = 4, deadlineMs = 20_000 } = {}) {
  server = await LiveSpeechServer.start(protocol);
  recognizer = new LiveServerRecognizer({
    ...{ id: 'box', url: server.url, languages: ['ru'], remote: false, key: 'secret' },
    ...{ parallel, deadlineMs, protocol: PROTOCOLS[protocol] },
  });
}

/** Someone who speaks: pieces of 100 ms, each sent as its own message. */
function speaker(hotwords: readonly string[] = []) {
  const withdraw = new AbortController();
  const stream = recognizer.open({
    language: 'ru',
    hotwords: () => hotwords,
    signal: withdraw.signal,
  });
  const heard: Hypothesis[] = [];
  stream.on('hypothesis', (hypothesis) => heard.push(hypothesis));
  const push = (pieces: number) => {
    for (let i = 0; i < pieces; i++) {
      stream.push({ streamId: 's', t0Ms: 1000, pcm: new Float32Array(1600), lostMs: 0 });
    }
  };
  const say = (pieces: number) => {
    push(pieces);
    stream.endSegment();
  };
  const next = () => once(stream as never, 'hypothesis');
  return { stream, heard, push, say, next, withdraw };
}

/** Speaks until something is shown: from then on each piece is a message of its own. */
async function speakUntilHeard({ push, heard, next }: ReturnType<typeof speaker>) {
  push(1);
  if (heard.length === 0) await next();
}

describe.each<Protocol>(['vosk', 'funasr'])('a server that speaks the protocol of %s', (name) => {
  it('hears while somebody speaks, and says when it is sure', async () => {
    await start(name);
    server.script.push({ said: 'боль в груди | с утра' });
    const anna = speaker();
    await speakUntilHeard(anna);
    for (let n = 0; n < 2; n++) {
      anna.push(1);
      await anna.next();
    }
    anna.say(3);
    await anna.stream.close();
    const texts = anna.heard.map(({ text }) => text);
    expect(texts.slice(0, 3)).toEqual(['боль', 'боль в', 'боль в груди']);
    const whole = name === 'vosk' ? 'боль в груди с утра' : 'Боль в груди.С утра.';
    const { confidence, ...last } = anna.heard.at(-1) ?? {};
    expect(last).toMatchObject({ text: whole, final: true, t0Ms: 1000 });
    expect(confidence).toBe(name === 'vosk' ? 0.75 : undefined);
    expect(server.talks).toMatchObject([
      { samples: 9600, headers: { authorization: 'Bearer secret' } },
    ]);
    await server.talks[0]?.closed;
    expect(recognizer.health()).toEqual({ ok: true, delayMs: 0 });
  });

  it('that hears nothing makes an empty line, not a gap', async () => {
    await start(name);
    server.script.push({ said: '' });
    const { stream, say, heard } = speaker();
    say(2);
    await stream.close();
    expect(heard).toMatchObject([{ text: '', final: true }]);
    expect(heard[0]?.gap).toBeUndefined();
  });

  it.each<Fault>([
    'refuses',
    'redirects',
    'never opens',
    'drops',
    'closes politely',
    'sends garbage',
    'sends another shape',
    'sends bytes',
    'sends too much',
    'invents a novel',
    'never answers',
    'drops before the answer',
  ])('and %s makes a gap, and the next line is whole', async (fault) => {
    await start(name, { deadlineMs: fault.startsWith('never') ? 700 : 20_000 });
    server.script.push({ said: 'боль в груди', fault }, { said: 'кашель' });
    const anna = speaker();
    const opens = !['refuses', 'redirects', 'never opens'].includes(fault);
    if (opens) await speakUntilHeard(anna);
    anna.say(2);
    const shown = opens ? /^боль( в( груди)?)?$/ : /^$/;
    while (!anna.heard.some(({ final }) => final)) await anna.next();
    const gap = anna.heard.find(({ final }) => final);
    expect(gap).toMatchObject({ final: true, gap: true });
    expect(gap?.text.trim()).toMatch(shown);
    const before = anna.heard.length;
    anna.say(1);
    await anna.stream.close();
    expect(anna.heard.slice(before).at(-1)?.text).toMatch(/^кашель\.?$/i);
    expect(anna.heard.at(-1)?.gap).toBeUndefined();
  });

  it('and loses one connection in mid-sentence touches no other', async () => {
    await start(name);
    server.script.push({ said: 'боль в груди', fault: 'drops' }, { said: 'кашель ночью' });
    const [anna, bolot] = [speaker(), speaker()];
    await speakUntilHeard(anna);
    await speakUntilHeard(bolot);
    anna.push(1);
    await anna.next();
    expect(anna.heard.at(-1)).toMatchObject({ text: 'боль', final: true, gap: true });
    // The rest of a sentence whose beginning is lost is not taken.
    expect(anna.stream.push({ streamId: 's', t0Ms: 0, pcm: new Float32Array(1), lostMs: 0 })).toBe(
      false,
    );
    bolot.say(1);
    await bolot.stream.close();
    expect(bolot.heard.at(-1)?.text).toMatch(/^кашель ночью\.?$/i);
  });

  it('and fails three times in a row is left alone, and that is said', async () => {
    await start(name);
    for (let n = 0; n < 3; n++)
      server.script.push({ said: 'боль', fault: 'drops before the answer' });
    const { stream, say, heard } = speaker();
    for (let n = 0; n < 5; n++) {
      say(1);
      while (heard.filter(({ final }) => final).length <= n)
        await once(stream as never, 'hypothesis');
    }
    await stream.close();
    expect(server.talks).toHaveLength(3);
    expect(heard.filter(({ final }) => final).map(({ gap }) => gap)).toEqual(Array(5).fill(true));
    expect(recognizer.health().ok).toBe(false);
  });

  it('hears nothing more of who takes their consent back, from that very moment, and is not blamed', async () => {
    await start(name);
    for (let n = 0; n < 3; n++) {
      server.script.push({ said: 'боль в груди' });
      const anna = speaker();
      await speakUntilHeard(anna);
      anna.withdraw.abort();
      // Closing the stream brings out what was still held back of the sentence: it comes too late.
      anna.say(1);
      await anna.stream.close();
      await server.talks[n]?.closed;
      expect(anna.heard.at(-1)).toMatchObject({ final: true, gap: true });
      expect(server.talks[n]?.samples).toBe(1600);
    }
    expect(recognizer.health().ok).toBe(true);
  });

  it('is given what waited for a connection, whole and in order', async () => {
    await start(name, { parallel: 1 });
    server.script.push({ said: 'боль в груди' }, { said: 'кашель ночью' });
    const [anna, bolot] = [speaker(), speaker()];
    await speakUntilHeard(anna);
    bolot.say(3);
    anna.say(1);
    await Promise.all([anna.stream.close(), bolot.stream.close()]);
    expect(bolot.heard.at(-1)?.text).toMatch(/^кашель ночью\.?$/i);
    expect(server.talks[1]?.samples).toBe(4800);
  });

  it('while it has no place, fifteen seconds of a speaker wait; then the oldest is a gap', async () => {
    await start(name, { parallel: 1 });
    server.script.push({ said: 'боль' }, { said: 'кашель' }, { said: 'жар' });
    const [anna, bolot] = [speaker(), speaker()];
    await speakUntilHeard(anna);
    for (let n = 0; n < 3; n++) bolot.say(80);
    expect(bolot.heard).toMatchObject([{ text: '', final: true, gap: true }]);
    anna.say(1);
    await Promise.all([anna.stream.close(), bolot.stream.close()]);
    expect(bolot.heard.slice(1).filter(({ final, gap }) => final && !gap)).toHaveLength(2);
  });
});
