import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { offlineConfig, onlineConfig } from './modelFolder.ts';

let folder: string;
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A folder with files of these names, as models are published. */
function published(...names: string[]): string {
  folder = mkdtempSync(join(tmpdir(), 'model-'));
  for (const name of [...names, 'tokens.txt', 'README.md']) writeFileSync(join(folder, name), '');
  return folder;
}
const namesIn = (files: object | undefined) =>
  Object.fromEntries(
    Object.entries(files ?? {}).map(([part, file]) => [part, basename(String(file))]),
  );

it('takes the 8-bit size of each part', () => {
  const names = ['encoder', 'decoder', 'joiner'].flatMap((part) => [
    `${part}-epoch-99-avg-1.onnx`,
    `${part}-epoch-99-avg-1.int8.onnx`,
  ]);
  const model = { family: 'transducer', folder: published(...names), threads: 2 } as const;
  expect(namesIn(onlineConfig(model).modelConfig.transducer)).toEqual({
    encoder: 'encoder-epoch-99-avg-1.int8.onnx',
    decoder: 'decoder-epoch-99-avg-1.int8.onnx',
    joiner: 'joiner-epoch-99-avg-1.int8.onnx',
  });
  expect(offlineConfig(model, 'ru').modelConfig.numThreads).toBe(2);
});

it('takes a single model by whatever name, and does not guess between two', () => {
  const ctc = ['ctc-epoch-20-avg-1-chunk-16-left-128.int8.onnx'];
  ctc.push('ctc-epoch-20-avg-1-chunk-16-left-128.onnx');
  const model = () => ({ family: 'zipformer2Ctc', folder, threads: 1 }) as const;
  published(...ctc);
  expect(namesIn(onlineConfig(model()).modelConfig.zipformer2Ctc)).toEqual({ model: ctc[0] });
  writeFileSync(join(folder, 'another.onnx'), '');
  expect(() => onlineConfig(model())).toThrow('has no model (.onnx) of the family zipformer2Ctc');
});
