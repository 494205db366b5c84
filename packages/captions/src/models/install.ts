import { mkdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogueModel } from './catalogue.ts';
import { readRecorded, writeRecorded } from './digest.ts';
import { checkHash, exists, type GatherOptions, gather } from './gather.ts';
import { withLock } from './lock.ts';
import { fileProblem, InstallError } from './problem.ts';
import { checkWorks } from './works.ts';

export interface InstallOptions extends GatherOptions {
  /** Where models live, each in a folder of its own name. */
  modelsDir: string;
  /** Told what goes on: a few words. */
  say(line: string): void;
  freeBytes?: (folder: string) => Promise<number>;
}

/** The folder of a model, whether it is there or not. */
const modelFolder = (modelsDir: string, name: string) => join(modelsDir, name);

export async function isInstalled(modelsDir: string, name: string, { files }: CatalogueModel) {
  const folder = modelFolder(modelsDir, name);
  const there = await Promise.all(files.map((file) => exists(join(folder, file.name))));
  return there.every(Boolean);
}

/**
 * Installs a model: its files come, are compared with their hashes, are tried in a child process,
 * and only then are in their place. Interrupted anywhere, it goes on when it is called again.
 *
 * @returns the model's folder
 * @throws InstallError
 */
export async function install(
  name: string,
  model: CatalogueModel,
  options: InstallOptions,
): Promise<string> {
  const { modelsDir } = options;
  try {
    await mkdir(modelsDir, { recursive: true });
    const lock = join(modelsDir, `.${name}.lock`);
    return await withLock(lock, () => installAlone(name, model, options));
  } catch (error) {
    throw fileProblem(error, modelsDir);
  }
}

async function installAlone(name: string, model: CatalogueModel, options: InstallOptions) {
  const { modelsDir, say } = options;
  const folder = modelFolder(modelsDir, name);
  const record = `${folder}.sha256`;
  if (await isInstalled(modelsDir, name, model)) {
    await verify(model, folder, record);
    await checkWorks(model, folder);
    say(`${name} is installed already, and its files are as they were.`);
    return folder;
  }
  const work = join(modelsDir, `.${name}.partial`);
  const ready = join(work, 'ready');
  await mkdir(ready, { recursive: true });
  await checkSpace(model, work, options);
  await gather(model, { work, ready }, options);
  say('Comparing hashes …');
  const hashes = await verify(model, ready, record).catch(async (error) => {
    await rm(ready, { recursive: true, force: true });
    throw error;
  });
  say('Trying it in a process of its own …');
  await checkWorks(model, ready);
  await writeRecorded(record, hashes);
  await rm(folder, { recursive: true, force: true });
  await rename(ready, folder);
  await rm(work, { recursive: true, force: true });
  return folder;
}

/** Hashes are those of the catalogue, or else those of the first time. */
async function verify(
  { files }: CatalogueModel,
  folder: string,
  record: string,
): Promise<Map<string, string>> {
  const recorded = await readRecorded(record);
  const hashes = new Map<string, string>();
  for (const { name, sha256 } of files) {
    const known = recorded.get(name);
    const actual = await checkHash(name, join(folder, name), sha256 ?? known).catch((error) => {
      if (sha256 !== undefined || !(error instanceof InstallError)) throw error;
      throw new InstallError(
        `${error.message} That hash was recorded when it was installed first; if the publisher replaced the file and you trust it, remove ${record}.`,
      );
    });
    hashes.set(name, actual);
  }
  return hashes;
}

async function checkSpace(
  { files, archive }: CatalogueModel,
  work: string,
  { freeBytes = freeOn, from }: InstallOptions,
): Promise<void> {
  const sum = (sizes: (number | undefined)[]) => sizes.reduce<number>((a, b) => a + (b ?? 0), 0);
  const here = await Promise.all(
    files.flatMap(({ name }) => [
      sizeOf(join(work, `${name}.part`)),
      sizeOf(join(work, 'ready', name)),
    ]),
  );
  const packed = from === undefined && files.some(({ url }) => !url) ? archive?.bytes : 0;
  const needed = sum(files.map(({ bytes }) => bytes)) + (packed ?? 0) - sum(here);
  const free = await freeBytes(work);
  if (needed > free)
    throw new InstallError(
      `${work} has ${megabytes(free)} left, but ${megabytes(needed)} are needed: make room, or choose another folder with --into.`,
    );
}

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** @example megabytes(224_762_512) // '225 MB' */
export function megabytes(bytes: number): string {
  return `${Math.max(0, Math.round(bytes / 1e6))} MB`;
}
