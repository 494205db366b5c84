import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const SAMPLE_RATE = 16_000;

/** The samples of a 16 kHz, mono, 16-bit WAV file. */
export function parseWav(file: Buffer): Int16Array {
  let at = 12;
  while (at + 8 <= file.length) {
    const size = file.readUInt32LE(at + 4);
    if (file.toString('latin1', at, at + 4) === 'data') {
      const data = file.subarray(at + 8, at + 8 + size);
      const pcm = new Int16Array(data.length >> 1);
      for (let i = 0; i < pcm.length; i++) pcm[i] = data.readInt16LE(i * 2);
      return pcm;
    }
    at += 8 + size + (size & 1);
  }
  throw new Error('not a WAV file: no data chunk');
}

/** English speech by flite, 16 kHz mono. kal16 is the voice that pocketsphinx understands best. */
export async function speak(text: string, voice = 'kal16'): Promise<Int16Array> {
  const folder = await mkdtemp(join(tmpdir(), 'speech-'));
  try {
    const file = join(folder, 'speech.wav');
    await run('flite', ['-voice', voice, '-t', text, '-o', file]);
    return parseWav(await readFile(file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function silence(ms: number): Int16Array {
  return new Int16Array(Math.round((ms * SAMPLE_RATE) / 1000));
}

export function concat(...parts: Int16Array[]): Int16Array {
  const joined = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Levenshtein distance between the words of two texts, as a share of the words that were said. */
export function wordErrorRate(said: string, heard: string): number {
  const errors = wordErrors(said, heard);
  return errors / Math.max(1, wordsOf(said).length);
}

export function wordErrors(said: string, heard: string): number {
  const a = wordsOf(said);
  const b = wordsOf(heard);
  let row = b.map((_, i) => i + 1);
  row.unshift(0);
  for (const [i, word] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) {
      const substituted = (row[j] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(substituted, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}
