import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { agreedText } from './agreement.ts';
import { DecodeQueue } from './decodeQueue.ts';
import type { Hypothesis, PartialPace } from './recognizer.ts';
import { SegmentStream } from './segmentStream.ts';

const chunk = (t0Ms: number, seconds = 1) => ({
  ...{ streamId: 's', t0Ms, lostMs: 0, pcm: new Float32Array(seconds * 16_000) },
});
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A stream whose decodes wait for the test: `answers[n]` settles the n-th. */
function streamOf(places: number, now?: () => number, pace?: PartialPace) {
  const answers: PromiseWithResolvers<string>[] = [];
  const queue = new DecodeQueue(places, now);
  const stream = new SegmentStream({
    queue,
    partialEverySeconds: 0.5,
    pace,
    decode: () => {
      const answer = Promise.withResolvers<string>();
      answers.push(answer);
      return answer.promise;
    },
  });
  const heard: Hypothesis[] = [];
  stream.on('hypothesis', (hypothesis) => heard.push(hypothesis));
  return { stream, answers, heard, queue };
}

describe('partials of an engine that knows only whole segments', () => {
  it('show what two decodes agree on, and never less than before', async () => {
    const { stream, answers, heard } = streamOf(1);
    const decodes = ['I have', 'I have had a', 'I have had a pain', 'I have', 'I have had'];
    for (const [n, text] of decodes.entries()) {
      stream.push(chunk(n * 1000));
      answers[n]?.resolve(text);
      await turn();
    }
    expect(heard.map(({ text }) => text)).toEqual(['I have', 'I have had a']);
  });

  it('give way to finals, which come in the order of speech', async () => {
    const { stream, answers, heard } = streamOf(2);
    stream.push(chunk(0, 0.1));
    stream.endSegment();
    stream.push(chunk(1000, 0.1));
    stream.endSegment();
    stream.push(chunk(2000));
    expect(answers).toHaveLength(2);
    answers[1]?.resolve('second');
    await turn();
    expect(heard).toEqual([]);
    answers[0]?.resolve('first');
    await turn();
    expect(heard.map(({ text }) => text)).toEqual(['first', 'second']);
  });
});

describe('a decode that fails', () => {
  it('makes its own segment a gap with what was shown of it', async () => {
    const { stream, answers, heard } = streamOf(1);
    for (const n of [0, 1]) {
      stream.push(chunk(n * 1000));
      answers[n]?.resolve('take a');
      await turn();
    }
    stream.endSegment();
    answers[2]?.reject(new Error('engine'));
    await turn();
    expect(heard.at(-1)).toMatchObject({ text: 'take a', final: true, gap: true });
    stream.push(chunk(5000, 0.1));
    stream.endSegment();
    answers[3]?.resolve('deep breath');
    await stream.close();
    expect(heard.at(-1)).toMatchObject({ text: 'deep breath', final: true });
    expect(heard.at(-1)?.gap).toBeUndefined();
  });

  it('what waits 30 s is given up', async () => {
    let now = 0;
    const { stream, answers, heard, queue } = streamOf(1, () => now);
    for (let n = 0; n < 2; n++) {
      stream.push(chunk(n * 1000, 0.1));
      stream.endSegment();
    }
    now = 31_000;
    expect(queue.delayMs).toBe(31_000);
    answers[0]?.resolve('late');
    await stream.close();
    expect(heard.map(({ text, gap }) => [text, gap])).toEqual([
      ['late', undefined],
      ['', true],
    ]);
  });
});

describe('a speaker whose sound waits', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('has 15 s of it kept: the oldest that no decoder has begun is a gap', async () => {
    const { stream, answers, heard } = streamOf(1);
    for (const n of [0, 1, 2, 3]) {
      stream.push(chunk(n * 6000, 5));
      stream.endSegment();
    }
    answers.at(-1)?.resolve('first');
    for (let n = 0; n < 3; n++) {
      await turn();
      answers.at(-1)?.resolve('later');
    }
    await stream.close();
    expect(heard.filter(({ final }) => final).map(({ t0Ms, gap }) => [t0Ms, gap === true])).toEqual(
      [
        [0, true],
        [6000, false],
        [12_000, false],
        [18_000, false],
      ],
    );
  });

  it('gets a gap after 30 s even when the engine never answers again', () => {
    jest.useFakeTimers();
    const { stream, heard, queue } = streamOf(1);
    stream.push(chunk(0, 0.1));
    stream.endSegment();
    const other = new SegmentStream({ queue, decode: async () => '' });
    other.on('hypothesis', (hypothesis) => heard.push(hypothesis));
    other.push(chunk(1000, 0.1));
    other.endSegment();
    jest.advanceTimersByTime(29_000);
    expect(heard).toEqual([]);
    jest.advanceTimersByTime(3000);
    expect(heard.map(({ t0Ms, gap }) => [t0Ms, gap])).toEqual([[1000, true]]);
  });
});

it('under load, partials are decoded at the pace that the host sets, and not at all at the end', () => {
  const pace = { everySeconds: 1.5 };
  const { stream, answers } = streamOf(4, undefined, pace);
  for (let n = 0; n < 3; n++) stream.push(chunk(n * 1000));
  expect(answers).toHaveLength(1);
  pace.everySeconds = Number.POSITIVE_INFINITY;
  stream.endSegment();
  for (let n = 4; n < 10; n++) stream.push(chunk(n * 1000));
  expect(answers).toHaveLength(2);
});

it('the queue tells how long it worked for how much sound', async () => {
  const { stream, answers, queue } = streamOf(1);
  stream.push(chunk(0, 0.4));
  stream.endSegment();
  answers[0]?.resolve('yes');
  await stream.close();
  await turn();
  expect(queue.work.soundSeconds).toBeCloseTo(0.4);
  expect(queue.work.busySeconds).toBeGreaterThan(0);
});

it('what is heard while somebody speaks is waited for since they ended, or for a place', () => {
  let now = 0;
  let ended: number | undefined;
  const queue = new DecodeQueue(1, () => now);
  const live = {
    ...{ final: true, seconds: 0, giveUp: () => undefined },
    ...{ run: () => new Promise<void>(() => undefined), waitedForSinceMs: () => ended },
  };
  queue.add(live);
  now = 5000;
  expect(queue.delayMs).toBe(0);
  ended = 4000;
  expect(queue.delayMs).toBe(1000);
  queue.add({ ...live, waitedForSinceMs: () => undefined });
  now = 7000;
  expect(queue.delayMs).toBe(3000);
  ended = 7000;
  expect(queue.delayMs).toBe(2000);
});

it.each([
  ['жүрөгүм оор', 'жүрөгүм ооруп жатат', 'жүрөгүм'],
  ['我头痛', '我头疼得厉害', '我头'],
  ['', 'anything', ''],
  ['the same', 'the same', 'the same'],
  ['ought', 'out', ''],
  ['I have had', 'I have headache', 'I have'],
  ['Where does it', 'Where does', 'Where does'],
])('%j and %j agree on %j', (previous, current, agreed) => {
  expect(agreedText(previous, current)).toBe(agreed);
});
