import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { TranscriptionRequest } from '../../testing/transcriptionServer.ts';
import { transcriptionServer } from '../../testing/transcriptionServer.ts';
import type { Hypothesis } from '../recognizer.ts';
import { TranscriptionsRecognizer } from './openaiTranscriptions.ts';

let server: Awaited<ReturnType<typeof transcriptionServer>> | undefined;
afterEach(() => server?.close());

/** A recogniser and its server; `say` speaks one segment. */
async function start(
  onRequest: (request: TranscriptionRequest) => void,
  deadlineMs = 20_000,
  hotwords: readonly string[] = [],
) {
  server = await transcriptionServer(onRequest);
  const recognizer = new TranscriptionsRecognizer({
    ...{ id: 'box', url: `${server.url}/`, model: 'small', languages: ['zh-CN'], remote: false },
    ...{ parallel: 2, deadlineMs, key: 'secret' },
  });
  const { signal } = new AbortController();
  const stream = recognizer.open({ language: 'zh-CN', signal, hotwords: () => [...hotwords] });
  const heard: Hypothesis[] = [];
  stream.on('hypothesis', (hypothesis) => heard.push(hypothesis));
  const say = (seconds: number) => {
    const pcm = new Float32Array(seconds * 16_000).fill(0.1);
    stream.push({ streamId: 's', t0Ms: 1000, pcm, lostMs: 0 });
    stream.endSegment();
  };
  return { recognizer, stream, heard, say };
}

describe('a server of transcriptions', () => {
  it('is given WAV, model, language and key, and its text is the line', async () => {
    const requests: TranscriptionRequest[] = [];
    const { stream, heard, say, recognizer } = await start((request) => {
      requests.push(request);
      request.answer(' 我头痛\n');
    });
    say(1);
    await stream.close();
    expect(heard).toEqual([
      { text: '我头痛', stableChars: 3, final: true, t0Ms: 1000, t1Ms: 2000 },
    ]);
    expect(requests).toMatchObject([
      { path: '/v1/audio/transcriptions', key: 'Bearer secret', model: 'small', language: 'zh' },
    ]);
    expect(requests[0]?.seconds).toBe(1);
    expect(recognizer.health().ok).toBe(true);
  });

  it('is told what to expect, no more than fits, and nothing when there is nothing', async () => {
    const prompts: unknown[] = [];
    const onRequest = ({ prompt, answer }: TranscriptionRequest) => {
      prompts.push(prompt);
      answer('да');
    };
    const words = Array.from({ length: 50 }, (_, n) => `слово${n}`);
    for (const hotwords of [words, []]) {
      const { stream, say } = await start(onRequest, 20_000, hotwords);
      say(0.1);
      await stream.close();
      await server?.close();
    }
    expect(prompts[1]).toBeNull();
    const prompt = String(prompts[0]);
    expect(prompt.startsWith('слово0, слово1, ')).toBe(true);
    expect(prompt.length).toBeLessThanOrEqual(200);
    expect(words).toContain(prompt.split(', ').at(-1));
  });

  it('that says its expectations into noise makes a gap; one of them alone is believed', async () => {
    const answers = ['Эхинококкоз, аппендицит.', 'Аппендицит', 'эхинококкоз, нет'];
    const { stream, say, heard } = await start(
      ({ answer }) => answer(answers.shift() ?? ''),
      ...([20_000, ['туберкулёз', 'эхинококкоз', 'аппендицит']] as const),
    );
    for (let n = 0; n < 3; n++) {
      say(0.1);
      await once(stream as never, 'hypothesis');
    }
    await stream.close();
    expect(heard.map(({ text, gap }) => [text, gap])).toEqual([
      ['', true],
      ['Аппендицит', undefined],
      ['эхинококкоз, нет', undefined],
    ]);
  });

  it('that answers in the wrong order does not change the order of speech', async () => {
    const requests: TranscriptionRequest[] = [];
    const { stream, heard, say } = await start((request) => {
      requests.push(request);
      if (requests.length < 2) return;
      // The shorter one, said second, is answered first.
      requests.sort((a, b) => a.seconds - b.seconds);
      requests[0]?.answer('second');
      requests[0]?.response.once('finish', () => requests[1]?.answer('first'));
    });
    say(1);
    say(0.5);
    await stream.close();
    expect(heard.map(({ text }) => text)).toEqual(['first', 'second']);
  });

  it.each<[string, (request: TranscriptionRequest) => unknown]>([
    ['drops the connection', ({ response }) => response.destroy()],
    ['drops it in the middle', ({ response }) => response.write('{"te', () => response.destroy())],
    ['answers garbage', ({ response }) => response.end('<html>')],
    ['answers without a text', ({ response }) => response.end('{"text":5}')],
    ['answers an error', ({ response }) => response.writeHead(500).end('{"text":"no"}')],
    ['answers without end', ({ response }) => response.end('x'.repeat(100_000))],
    ['invents a novel', ({ answer }) => answer('word '.repeat(1000))],
    ['sends it elsewhere', ({ response }) => response.writeHead(307, { location: '/x' }).end()],
    ['never answers', () => undefined],
  ])('that %s makes a gap, and the next line is whole', async (_, misbehave) => {
    let first = true;
    const { stream, heard, say } = await start((request) => {
      if (!first || request.path === '/x') return request.answer('next');
      first = false;
      misbehave(request);
    }, 700);
    say(0.1);
    await once(stream as never, 'hypothesis');
    say(0.1);
    await stream.close();
    expect(heard).toMatchObject([
      { text: '', final: true, gap: true },
      { text: 'next', final: true },
    ]);
  });

  it('that fails three times in a row is left alone, and that is said', async () => {
    let requests = 0;
    const { recognizer, stream, heard, say } = await start(({ response }) => {
      requests++;
      response.destroy();
    });
    for (let n = 0; n < 5; n++) {
      say(0.1);
      await once(stream as never, 'hypothesis');
    }
    await stream.close();
    expect(requests).toBe(3);
    expect(heard.map(({ gap }) => gap)).toEqual(Array(5).fill(true));
    expect(recognizer.health().ok).toBe(false);
  });
});
