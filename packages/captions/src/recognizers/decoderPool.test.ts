import { afterEach, expect, it } from '@jest/globals';
import { DecoderPool } from './decoderPool.ts';

/** A decoder that "hears" how many samples it was given, and dies of a sample that is −32767. */
const DECODER = `
  import { parentPort } from 'node:worker_threads';
  const heard = new Map();
  parentPort.on('message', ({ type, job, pcm }) => {
    if (type === 'begin') heard.set(job, 0);
    if (pcm?.[0] === -32767) process.exit(1);
    if (type === 'audio') heard.set(job, heard.get(job) + pcm.length);
    if (type === 'end') parentPort.postMessage({ type: 'final', job, text: heard.size + ':' + heard.get(job) });
    if (type === 'end') heard.delete(job);
  });
  parentPort.postMessage({ type: 'loaded' });`;

let pool: DecoderPool | undefined;
afterEach(() => pool?.close());

function begin() {
  const answer = Promise.withResolvers<{ text: string; gap?: boolean }>();
  const segment = pool?.open({
    voice: 'anna',
    onPartial: () => undefined,
    onFinal: answer.resolve,
  });
  return { segment, answer: answer.promise };
}

it('a thread hears as many segments at a time as it may, and no more', async () => {
  pool = await DecoderPool.create({
    script: new URL(`data:text/javascript,${encodeURIComponent(DECODER)}`),
    ...{ workerData: {}, size: 1, loadedAtStart: 1, jobsPerThread: 2 },
  });
  const three = [begin(), begin(), begin()];
  for (const [i, { segment }] of three.entries()) segment?.audio(new Float32Array(100 + i));
  for (const { segment } of three) segment?.end();
  const texts = await Promise.all(three.map(({ answer }) => answer));
  // The third began when one of the first two had ended.
  expect(texts.map(({ text }) => text)).toEqual(['2:100', '1:101', '1:102']);
  expect(pool.delayMs).toBe(0);
});

it('a thread that dies makes its segments gaps, and what waited is heard by the next thread', async () => {
  pool = await DecoderPool.create({
    script: new URL(`data:text/javascript,${encodeURIComponent(DECODER)}`),
    ...{ workerData: {}, size: 1, loadedAtStart: 1, jobsPerThread: 1 },
  });
  const [fatal, waiting] = [begin(), begin()];
  waiting.segment?.audio(new Float32Array(50));
  waiting.segment?.end();
  fatal.segment?.audio(new Float32Array([-1]));
  expect(await fatal.answer).toEqual({ text: '', gap: true });
  expect(fatal.segment?.audio(new Float32Array(1))).toBe(false);
  expect(await waiting.answer).toEqual({ text: '1:50' });
});
