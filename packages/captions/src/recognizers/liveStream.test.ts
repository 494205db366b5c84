import { expect, it } from '@jest/globals';
import type { LiveListener } from './liveStream.ts';
import { LiveStream } from './liveStream.ts';
import type { Hypothesis } from './recognizer.ts';

/** A stream whose engine is the test: `engine[n]` hears the n-th segment. */
function start() {
  const engine: LiveListener[] = [];
  const stream = new LiveStream((listener) => {
    engine.push(listener);
    return { audio: () => true, end: () => undefined };
  });
  const heard: Hypothesis[] = [];
  stream.on('hypothesis', (hypothesis) => heard.push(hypothesis));
  const push = (t0Ms: number) =>
    stream.push({ streamId: 's', t0Ms, pcm: new Float32Array(1600), lostMs: 0 });
  const say = (t0Ms: number) => {
    push(t0Ms);
    stream.endSegment();
  };
  return { stream, engine, heard, push, say };
}

it('what was said first is shown first, whichever is recognised first', async () => {
  const { stream, engine, heard, say } = start();
  say(1000);
  say(2000);
  engine[1]?.onPartial('seco');
  engine[1]?.onFinal({ text: 'second' });
  engine[0]?.onPartial('fi');
  expect(heard.map(({ text }) => text)).toEqual(['fi']);
  engine[0]?.onFinal({ text: 'first', confidence: 0.9 });
  await stream.close();
  expect(heard.slice(1)).toEqual([
    { text: 'first', stableChars: 5, final: true, confidence: 0.9, t0Ms: 1000, t1Ms: 1100 },
    { text: 'second', stableChars: 6, final: true, t0Ms: 2000, t1Ms: 2100 },
  ]);
});

it('says how much of a partial two hypotheses agree on', () => {
  const { engine, heard, push } = start();
  push(0);
  const texts = ['I have', 'I have had', '', ...Array(3).fill('I have headache')];
  for (const text of texts) {
    engine[0]?.onPartial(text);
  }
  expect(heard.map(({ text, stableChars }) => [text, stableChars])).toEqual([
    ['I have', 0],
    ['I have had', 6],
    ['I have headache', 6],
    ['I have headache', 15],
  ]);
});

it('a segment that is given up while somebody speaks keeps what was shown, and the next is whole', async () => {
  const { stream, engine, heard, push, say } = start();
  push(1000);
  engine[0]?.onPartial('take a');
  engine[0]?.onFinal({ text: '', gap: true });
  say(1100);
  say(2000);
  engine[1]?.onFinal({ text: 'breathe' });
  await stream.close();
  expect(heard.slice(1)).toMatchObject([
    { text: 'take a', final: true, gap: true, t0Ms: 1000 },
    { text: 'breathe', final: true, t0Ms: 2000 },
  ]);
});
