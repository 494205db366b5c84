import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Parser, type ReadEntry } from 'tar';
import type { CatalogueFile } from './catalogue.ts';
import { fileProblem, InstallError } from './problem.ts';

/**
 * Takes a model's files out of a tar archive, plain or packed with gzip or bzip2, from whatever
 * folder they are in there; nothing else is written.
 *
 * @throws InstallError
 */
export async function unpack(
  archive: string,
  files: readonly CatalogueFile[],
  folder: string,
): Promise<void> {
  const { source, finished } = await opened(archive);
  const streams: WriteStream[] = [];
  const found = new Map<string, Promise<void>>();
  let wrong: unknown;
  const fail = (error: unknown) => {
    wrong ??= error;
    source.destroy();
  };
  const parser = new Parser({
    strict: true,
    onReadEntry(entry) {
      try {
        const file = wantedBy(entry, files, archive);
        if (!file || wrong) {
          entry.resume();
          return;
        }
        if (found.has(file.name)) throw new InstallError(`${archive} has ${file.name} twice.`);
        const target = join(folder, file.name);
        const stream = createWriteStream(target, { flags: 'wx' });
        streams.push(stream);
        const written = write(entry, stream).catch((error) => fail(fileProblem(error, target)));
        found.set(file.name, written);
      } catch (error) {
        fail(error);
        entry.resume();
      }
    },
  });
  const ended = new Promise<void>((resolve, reject) => {
    parser.on('end', resolve).on('error', reject);
  });
  ended.catch(() => undefined);
  try {
    for await (const chunk of source) {
      if (!parser.write(chunk)) await Promise.race([once(parser, 'drain'), ended]);
    }
    parser.end();
    await ended;
    await finished;
  } catch (error) {
    for (const stream of streams) stream.destroy();
    const known = fileProblem(wrong ?? error, archive);
    if (known instanceof InstallError) throw known;
    throw new InstallError(`${archive} is damaged or not complete: copy or fetch it again.`);
  }
  await Promise.all(found.values());
  if (wrong) throw wrong;
  const missing = files.filter(({ name }) => !found.has(name)).map(({ name }) => name);
  if (missing.length > 0)
    throw new InstallError(`${archive} is another archive: it has no ${missing.join(', ')}.`);
}

/** The file that an entry is, if it is one of those that are wanted. */
function wantedBy(
  entry: ReadEntry,
  files: readonly CatalogueFile[],
  archive: string,
): CatalogueFile | undefined {
  const parts = entry.path.split(/[\\/]/);
  if (parts.includes('..') || parts[0] === '' || /^[A-Za-z]:/.test(entry.path))
    throw new InstallError(
      `${archive} wants to write outside its folder (${entry.path}): it is not to be trusted, and nothing was taken from it.`,
    );
  const file = files.find(({ name }) => name === basename(entry.path));
  if (!file) return undefined;
  if (entry.type !== 'File' && entry.type !== 'OldFile' && entry.type !== 'ContiguousFile')
    throw new InstallError(
      `${archive} has a link where ${file.name} should be: nothing was taken from it.`,
    );
  if (file.bytes !== undefined && entry.size !== file.bytes)
    throw new InstallError(
      `${archive} has another ${file.name}: ${entry.size} bytes, but the catalogue says ${file.bytes}.`,
    );
  return file;
}

async function write(entry: ReadEntry, file: WriteStream): Promise<void> {
  const closed = once(file, 'close');
  let failed: unknown;
  file.on('error', (error) => {
    failed = error;
    entry.resume();
  });
  entry.on('data', (chunk: Buffer) => {
    if (failed || file.write(chunk)) return;
    entry.pause();
    file.once('drain', () => entry.resume());
  });
  entry.on('end', () => file.end());
  await closed;
  if (failed) throw failed;
}

interface Opened {
  source: Readable;
  /** Rejects when what came was not all of it. */
  finished: Promise<void>;
}

async function opened(archive: string): Promise<Opened> {
  const start = Buffer.alloc(3);
  try {
    const file = await open(archive);
    await file.read(start, 0, 3, 0).finally(() => file.close());
  } catch (error) {
    throw fileProblem(error, archive);
  }
  const packed = createReadStream(archive);
  if (start.toString('latin1') !== 'BZh') return { source: packed, finished: Promise.resolve() };
  // Node knows gzip but not bzip2, in which sherpa-onnx's models are published.
  const bzip2 = spawn('bzip2', ['-dc'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const finished = new Promise<void>((resolve, reject) => {
    bzip2.on('error', () => {
      const missing = 'The program bzip2 is missing. Debian, Ubuntu: apt-get install bzip2';
      bzip2.stdout.destroy(new InstallError(missing));
    });
    bzip2.on('exit', (code) => (code === 0 ? resolve() : reject(new Error('bzip2 gave up'))));
  });
  finished.catch(() => undefined);
  bzip2.stdout.on('close', () => bzip2.kill());
  pipeline(packed, bzip2.stdin).catch(() => undefined);
  return { source: bzip2.stdout, finished };
}
