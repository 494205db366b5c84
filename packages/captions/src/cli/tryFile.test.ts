import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { wavFile } from '../recognizers/remote/wav.ts';
import { SherpaOfflineRecognizer } from '../recognizers/sherpa/offline.ts';
import { tones, writeToneModel } from '../testing/toneModel.ts';
import { hearFile, samplesOf } from './tryFile.ts';

const FILE = wavFile(Float32Array.from(tones('жүрөк'), (sample) => sample / 32_768));

it('an engine hears a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'try-'));
  try {
    writeToneModel(folder);
    const model = { family: 'zipformerCtc', folder, threads: 1 } as const;
    const tonesEngine = await SherpaOfflineRecognizer.create({
      ...{ id: 'tones', model, languages: ['ky'], places: 1 },
    });
    const heard = await hearFile(tonesEngine, 'ky', samplesOf(FILE));
    expect(heard).toMatchObject({ text: 'жүрөк', t1Ms: 1000 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('a file of another kind is refused with a sentence', () => {
  const fast = Buffer.from(FILE);
  fast.writeUInt32LE(48_000, 24);
  for (const file of [fast, FILE.subarray(0, 44).fill(0), Buffer.from('RIFF'), Buffer.alloc(0)]) {
    expect(() => samplesOf(file)).toThrow('16 kHz, mono, 16 bits');
  }
});
