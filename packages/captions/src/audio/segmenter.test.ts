import { beforeAll, describe, expect, it } from '@jest/globals';
import { concat, silence, speak } from '../testing/speech.ts';
import { pauseThatEndsMs, Segmenter } from './segmenter.ts';
import type { VoiceDetector } from './vad.ts';
import { createVoiceDetector } from './vad.ts';

const T0 = 1_000_000;

interface Segment {
  t0Ms: number;
  t1Ms?: number;
  samples: number;
}

function record(detector: VoiceDetector) {
  const segments: Segment[] = [];
  const segmenter = new Segmenter(detector, {
    begin: (t0Ms) => segments.push({ t0Ms: t0Ms - T0, samples: 0 }),
    audio: (chunk) => {
      const open = segments.at(-1);
      if (open) open.samples += chunk.pcm.length;
    },
    end: (t1Ms) => {
      const open = segments.at(-1);
      if (open) open.t1Ms = t1Ms - T0;
    },
  });
  const play = (pcm: Int16Array, fromMs = 0) => {
    for (let at = 0; at < pcm.length; at += 320) {
      const part = Float32Array.from(pcm.subarray(at, at + 320), (sample) => sample / 32_768);
      segmenter.push({ streamId: 's', t0Ms: T0 + fromMs + at / 16, pcm: part, lostMs: 0 });
    }
  };
  return { segments, segmenter, play };
}

describe('on real speech', () => {
  let sentence: Int16Array;
  beforeAll(async () => {
    sentence = await speak('where does it hurt');
  });

  it('two sentences with a pause are two segments, each begun before its first sound', () => {
    const { segments, play } = record(createVoiceDetector());
    play(concat(silence(1000), sentence, silence(1000), sentence, silence(1000)));
    expect(segments).toHaveLength(2);
    const [first, second] = segments;
    expect(first?.t0Ms).toBeLessThan(1000 + 250);
    expect(first?.t0Ms).toBeGreaterThan(500);
    expect(first?.t1Ms).toBeGreaterThan(1800);
    expect(second?.t0Ms).toBeGreaterThan(first?.t1Ms ?? 0);
  });

  it('silence and soft noise make none', () => {
    const { segments, play } = record(createVoiceDetector());
    const noise = Int16Array.from({ length: 48_000 }, (_, i) => ((i * 7919) % 200) - 100);
    play(concat(silence(1000), noise));
    expect(segments).toEqual([]);
  });

  it('a sentence after which nothing more is sent ends by the clock', () => {
    const { segments, segmenter, play } = record(createVoiceDetector());
    const said = concat(silence(600), sentence);
    play(said);
    const lastMs = T0 + said.length / 16;
    segmenter.starve(lastMs, lastMs + 50);
    expect(segmenter.talking).toBe(true);
    segmenter.starve(lastMs, lastMs + 500);
    expect(segmenter.talking).toBe(false);
    expect(segments[0]?.t1Ms).toBeDefined();
  });

  it('a network that stalls for half a second inside of a word does not cut it', () => {
    const { segments, segmenter, play } = record(createVoiceDetector());
    const said = concat(silence(600), sentence, silence(800));
    const middle = (600 + 450) * 16;
    play(said.subarray(0, middle));
    const stalledMs = T0 + middle / 16;
    segmenter.starve(stalledMs, stalledMs + 500);
    expect(segmenter.talking).toBe(true);
    play(said.subarray(middle), middle / 16);
    expect(segments).toHaveLength(1);
    expect(segments[0]?.t1Ms).toBeGreaterThan(1400);
  });

  it('a network that is gone inside of a word ends the sentence after a second', () => {
    const { segmenter, play } = record(createVoiceDetector());
    const said = concat(silence(600), sentence).subarray(0, (600 + 450) * 16);
    play(said);
    const lastMs = T0 + said.length / 16;
    segmenter.starve(lastMs, lastMs + 1100);
    expect(segmenter.talking).toBe(false);
  });
});

describe('whatever the detector says', () => {
  it('no segment is longer than 8 s, and nothing is lost at the cut', () => {
    const always: VoiceDetector = { accept: () => true, reset: () => undefined };
    const { segments, segmenter, play } = record(always);
    play(silence(20_000));
    segmenter.close();
    expect(segments.length).toBe(3);
    expect(segments.every(({ samples }) => samples <= 8.1 * 16_000)).toBe(true);
    const total = segments.reduce((sum, { samples }) => sum + samples, 0);
    expect(total).toBe(20 * 16_000);
  });

  it('a pause ends a long segment sooner than a short one', () => {
    expect(pauseThatEndsMs(1000)).toBe(400);
    expect(pauseThatEndsMs(5000)).toBeLessThan(400);
    expect(pauseThatEndsMs(7500)).toBe(160);
  });
});
