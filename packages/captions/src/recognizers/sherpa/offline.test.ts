import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silence } from '../../testing/speech.ts';
import { tones, writeToneModel } from '../../testing/toneModel.ts';
import type { Hypothesis } from '../recognizer.ts';
import { SherpaOfflineRecognizer } from './offline.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tones-'));
  writeToneModel(join(folder, 'good'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (name: string) =>
  SherpaOfflineRecognizer.create({
    id: 'tones',
    model: { family: 'zipformerCtc', folder: join(folder, name), threads: 1 },
    languages: ['ky'],
    places: 2,
  });

const soundOf = (pcm: Int16Array) => Float32Array.from(pcm, (sample) => sample / 32_768);

describe('a real run of an ONNX model', () => {
  it('hears what was said, shows what two decodes agree on, and answers in order', async () => {
    const recognizer = await open('good');
    const stream = recognizer.open({ language: 'ky' });
    const heard: Hypothesis[] = [];
    stream.on('hypothesis', (hypothesis) => heard.push(hypothesis));
    let t0Ms = 1000;
    const push = (pcm: Float32Array) => {
      expect(stream.push({ streamId: 's', t0Ms, pcm, lostMs: 0 })).toBe(true);
      t0Ms += pcm.length / 16;
    };
    push(soundOf(tones('жүрөк катар')));
    // The speaker makes a pause, for as long as two decodes take.
    while (heard.length === 0) {
      push(soundOf(silence(10)));
      await new Promise((resolve) => setImmediate(resolve));
    }
    stream.endSegment();
    t0Ms = 60_000;
    push(soundOf(tones('оор')));
    await stream.close();

    expect(heard).toMatchObject([
      { text: 'жүрөк катар', final: false, t0Ms: 1000, stableChars: 11 },
      { text: 'жүрөк катар', final: true, t0Ms: 1000 },
      { text: 'оор', final: true, t0Ms: 60_000, t1Ms: 60_600 },
    ]);
    expect(recognizer.health().ok).toBe(true);
  });

  it('refuses, alive, a corrupt model, a missing file and a folder that is not there', async () => {
    writeToneModel(join(folder, 'corrupt'));
    writeFileSync(join(folder, 'corrupt', 'model.onnx'), Buffer.alloc(500, 7));
    await expect(open('corrupt')).rejects.toThrow('is not a working model of the family');
    writeToneModel(join(folder, 'incomplete'));
    rmSync(join(folder, 'incomplete', 'tokens.txt'));
    await expect(open('incomplete')).rejects.toThrow('has no tokens.txt');
    await expect(open('nowhere')).rejects.toThrow('is not there');
  });
});
