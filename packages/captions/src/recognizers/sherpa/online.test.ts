import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tones, writeStreamingToneModel } from '../../testing/toneModel.ts';
import { toFloat32 } from '../pcm.ts';
import type { Hypothesis } from '../recognizer.ts';
import { SherpaOnlineRecognizer } from './online.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'streaming-'));
  writeStreamingToneModel(join(folder, 'good'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (name: string) =>
  SherpaOnlineRecognizer.create({
    ...{ id: 'tones', languages: ['ky'], decoders: 1 },
    model: { family: 'zipformer2Ctc', folder: join(folder, name), threads: 1 },
  });

describe('a real run of a streaming ONNX model', () => {
  it('hears two people at once while they speak, each to the last sign, in their order', async () => {
    const recognizer = await open('good');
    const speakers = ['жүрөк катар', 'оор как рак'].map((said) => {
      const stream = recognizer.open();
      const heard: Hypothesis[] = [];
      stream.on('hypothesis', (hypothesis) => heard.push(hypothesis));
      return { said, stream, heard, pcm: toFloat32(tones(said)) };
    });
    const PIECE = 1600;
    for (let at = 0; at < 2.2 * 16_000; at += PIECE) {
      for (const { stream, pcm } of speakers) {
        const piece = pcm.slice(at, at + PIECE);
        expect(stream.push({ streamId: 's', t0Ms: 1000 + at / 16, pcm: piece, lostMs: 0 })).toBe(
          true,
        );
      }
    }
    for (const { stream } of speakers) {
      stream.endSegment();
      stream.push({ streamId: 's', t0Ms: 60_000, pcm: toFloat32(tones('как')), lostMs: 0 });
    }
    await Promise.all(speakers.map(({ stream }) => stream.close()));

    for (const { said, heard } of speakers) {
      const finals = heard.filter(({ final }) => final);
      expect(finals).toMatchObject([
        { text: said, t0Ms: 1000, t1Ms: 3200, stableChars: 11 },
        { text: 'как', t0Ms: 60_000, t1Ms: 60_600 },
      ]);
      const first = heard.slice(0, heard.indexOf(finals[0] as Hypothesis));
      expect(first.length).toBeGreaterThan(3);
      for (const { text } of first) expect(said.startsWith(text)).toBe(true);
    }
    const { ok, delayMs, work } = recognizer.health();
    expect(work?.soundSeconds).toBeCloseTo(5.6);
    expect([ok, delayMs]).toEqual([true, 0]);
    await recognizer.close();
  });

  it('refuses, alive, a corrupt model and one of another family', async () => {
    writeStreamingToneModel(join(folder, 'corrupt'));
    writeFileSync(join(folder, 'corrupt', 'model.onnx'), Buffer.alloc(500, 7));
    await expect(open('corrupt')).rejects.toThrow('is not a working streaming model');
    const other = SherpaOnlineRecognizer.create({
      ...{ id: 'tones', languages: ['ky'], decoders: 1 },
      model: { family: 'transducer', folder: join(folder, 'good'), threads: 1 },
    });
    await expect(other).rejects.toThrow('has no encoder (.onnx) of the family transducer');
  });
});
