import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tones } from '../../testing/toneModel.ts';
import { writeToneTransducer } from '../../testing/toneTransducer.ts';
import { toFloat32 } from '../pcm.ts';
import type { Recognizer } from '../recognizer.ts';
import { speltWith, writeHotwords } from './hotwordsFile.ts';
import { SherpaOfflineRecognizer } from './offline.ts';
import { SherpaOnlineRecognizer } from './online.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'transducer-'));
  writeToneTransducer(join(folder, 'offline'), { streaming: false });
  writeToneTransducer(join(folder, 'online'), { streaming: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An engine of one of the two kinds that was told to expect these words. */
function expecting(kind: 'offline' | 'online', words: readonly string[]): Promise<Recognizer> {
  const model = {
    ...({ family: 'transducer', folder: join(folder, kind), threads: 1 } as const),
    hotwords: { unit: 'cjkchar', words } as const,
  };
  const options = { id: 'tones', model, languages: ['ky'] } as const;
  return kind === 'offline'
    ? SherpaOfflineRecognizer.create({ ...options, places: 1 })
    : SherpaOnlineRecognizer.create({ ...options, decoders: 1 });
}

/** What it hears in a sound that may be "так" as well as "рак". */
async function hears(recognizer: Recognizer): Promise<string | undefined> {
  const { signal } = new AbortController();
  const stream = recognizer.open({ language: 'ky', signal, hotwords: () => [] });
  let text: string | undefined;
  stream.on('hypothesis', (hypothesis) => {
    if (hypothesis.final) text = hypothesis.text;
  });
  const pcm = toFloat32(tones('как так'));
  stream.push({ streamId: 's', t0Ms: 0, pcm, lostMs: 0 });
  await stream.close();
  await recognizer.close();
  return text;
}

describe.each(['offline', 'online'] as const)('a real run of a transducer (%s)', (kind) => {
  it('hears the word that it was told to expect where the sound leaves it open', async () => {
    expect(await hears(await expecting(kind, []))).toBe('как так');
    expect(await hears(await expecting(kind, ['cancer', 'рак']))).toBe('как рак');
  });

  it('hears other words all the same', async () => {
    expect(await hears(await expecting(kind, ['жүрөк']))).toBe('как так');
  });

  it('that cuts words by a vocabulary needs the vocabulary', async () => {
    const model = {
      ...({ family: 'transducer', folder: join(folder, kind), threads: 1 } as const),
      hotwords: { unit: 'bpe', words: ['рак'] } as const,
    };
    const options = { id: 'tones', model, languages: ['ky'] } as const;
    const made =
      kind === 'offline'
        ? SherpaOfflineRecognizer.create({ ...options, places: 1 })
        : SherpaOnlineRecognizer.create({ ...options, decoders: 1 });
    await expect(made).rejects.toThrow('has no bpe.vocab');
  });
});

it.each([
  ['cjkchar', '结核', '结核'],
  ['cjkchar', '结核病', undefined],
  ['cjkchar', 'ab', undefined],
  ['bpe', 'ba ab', 'ba ab'],
  ['bpe', 'xy', 'XY'],
  ['bpe', 'xz', undefined],
  ['cjkchar+bpe', '结ab', '结ab'],
  ['cjkchar+bpe', '病', undefined],
] as const)('a model of %s spells %j as %j', (unit, word, spelt) => {
  const tokens = new Set(['<blk>', '结', '核', '核病', '▁ab', 'X', 'Y']);
  expect(speltWith(tokens, word, unit)).toBe(spelt);
});

it('a file of hot words goes when it is not needed any more, and there is none for no words', async () => {
  const tokens = join(folder, 'tokens.txt');
  writeFileSync(tokens, '<blk> 0\nр 1\nа 2\nк 3\n');
  expect(await writeHotwords(['жар', 'xyz'], 'cjkchar', tokens)).toBeUndefined();
  const file = await writeHotwords(['рак', 'жар'], 'cjkchar', tokens);
  const path = file?.path ?? '';
  expect(existsSync(path)).toBe(true);
  await file?.remove();
  expect(existsSync(dirname(path))).toBe(false);
});
