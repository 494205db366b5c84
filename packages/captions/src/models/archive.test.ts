import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { bzip2, tarFile } from '../testing/tarFile.ts';
import { unpack } from './archive.ts';

const MODEL = Buffer.from(Uint8Array.from({ length: 200_000 }, (_, i) => (i * i) >> 5));
const WHOLE = tarFile(
  { path: 'sherpa-model/test_wavs/0.wav', data: Buffer.alloc(3000) },
  { path: 'sherpa-model/model.onnx', data: MODEL },
  { path: 'sherpa-model/tokens.txt', data: Buffer.from('a 0\n') },
);
const FILES = [{ name: 'model.onnx' }, { name: 'tokens.txt' }];

let folder: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'));
  out = join(folder, 'out');
  mkdirSync(out);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function take(bytes: Buffer, files: { name: string; bytes?: number }[] = FILES): Promise<void> {
  const path = join(folder, 'model.tar');
  writeFileSync(path, bytes);
  return unpack(path, files, out);
}

it.each([
  ['plain', WHOLE],
  ['gzip', gzipSync(WHOLE)],
  ['bzip2', bzip2(WHOLE)],
])('an archive gives the files of the model, and no other: %s', async (_, bytes) => {
  await take(bytes);
  expect(readdirSync(out).sort()).toEqual(['model.onnx', 'tokens.txt']);
  expect(readFileSync(join(out, 'model.onnx')).equals(MODEL)).toBe(true);
});

it.each([
  ['plain', WHOLE.subarray(0, 100_000)],
  ['gzip', gzipSync(WHOLE).subarray(0, 500)],
  ['bzip2', bzip2(WHOLE).subarray(0, -20)],
  ['no archive at all', Buffer.from('<html>Sign in to the network</html>')],
  ['spoiled', bzip2(WHOLE).fill(7, 200, 300)],
])('an archive that is not whole is refused: %s', async (_, bytes) => {
  await expect(take(bytes)).rejects.toThrow(/damaged or not complete|another archive/);
});

it.each(['../model.onnx', '/tmp/model.onnx', 'a/../../tokens.txt', 'C:\\model.onnx', '..\\x'])(
  'an archive that would write to %s is refused',
  async (path) => {
    const bad = tarFile({ path, data: MODEL });
    await expect(take(bad)).rejects.toThrow(/outside its folder/);
    expect(readdirSync(out)).toEqual([]);
  },
);

it('an archive is refused that has a link, a file twice, or one of another size', async () => {
  const link = { path: 'm/model.onnx', type: 'SymbolicLink' as const, linkpath: '/etc/passwd' };
  await expect(take(tarFile(link))).rejects.toThrow(/a link where model\.onnx should be/);
  const twice = ['a', 'b'].map((at) => ({ path: `${at}/tokens.txt`, data: MODEL }));
  await expect(take(tarFile(...twice))).rejects.toThrow(/tokens\.txt twice/);
  rmSync(join(out, 'tokens.txt'), { force: true });
  const large = [{ name: 'model.onnx', bytes: 5 }];
  await expect(take(WHOLE, large)).rejects.toThrow(/200000 bytes, but the catalogue says 5/);
});

it('an archive without the files is another one', async () => {
  const other = tarFile({ path: 'm/tokens.txt', data: Buffer.from('a 0\n') });
  await expect(take(other)).rejects.toThrow(/another archive: it has no model\.onnx/);
});
