import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * Hashes of a model's files, as they were when it came for the first time; `sha256sum -c` reads the
 * same file.
 */
export type Recorded = ReadonlyMap<string, string>;

export async function readRecorded(path: string): Promise<Recorded> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const lines = text.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm);
  return new Map([...lines].map(([, hash = '', name = '']) => [name, hash]));
}

export function writeRecorded(path: string, recorded: Recorded): Promise<void> {
  const lines = [...recorded].map(([name, hash]) => `${hash}  ${name}\n`);
  return writeFile(path, lines.join(''));
}
