import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unpack } from './archive.ts';
import type { CatalogueFile, CatalogueModel } from './catalogue.ts';
import { sha256Of } from './digest.ts';
import { download, forget } from './download.ts';
import { fileProblem, InstallError } from './problem.ts';

/** Where a model's files are taken from. */
export interface GatherOptions {
  /** A folder with the files, or an archive of them, that somebody copied here. */
  from?: string;
  /** Fetch the archive even where each file has an address of its own. */
  archive?: boolean;
  /** An address that stands for those of the publishers, such as a mirror in the country. */
  mirror?: string;
  progress(name: string, done: number, total: number | undefined): void;
  signal: AbortSignal;
}

/**
 * Brings a model's files into a folder. What is there already from an earlier time stays.
 *
 * @throws InstallError
 */
export async function gather(
  model: CatalogueModel,
  { work, ready }: { work: string; ready: string },
  options: GatherOptions,
): Promise<void> {
  const missing: CatalogueFile[] = [];
  for (const file of model.files) if (!(await exists(join(ready, file.name)))) missing.push(file);
  if (missing.length === 0) return;
  if (options.from !== undefined) return copyFrom(options.from, model.files, { work, ready });
  const { archive } = model;
  if (archive && (options.archive || missing.some(({ url }) => !url))) {
    const part = join(work, 'archive.part');
    await fetchFile({ name: 'archive', ...archive }, part, options);
    await unpackInto(part, model.files, { work, ready });
    return forget(part);
  }
  for (const file of missing) {
    const part = join(work, `${file.name}.part`);
    await fetchFile(file, part, options);
    await rename(part, join(ready, file.name));
    await forget(part);
  }
}

async function fetchFile(
  { name, url, bytes, sha256 }: CatalogueFile,
  part: string,
  { mirror, progress, signal }: GatherOptions,
): Promise<void> {
  if (url === undefined) throw new InstallError(`${name} has no address.`);
  await download({
    ...{ url: mirrored(url, mirror), part, pinned: sha256 !== undefined, signal },
    ...(bytes !== undefined && { bytes }),
    progress: (done, total) => progress(name, done, total),
  });
  await checkHash(name, part, sha256).catch(async (error) => {
    await forget(part);
    throw error;
  });
}

/**
 * Compares a file with what is known of it.
 *
 * @returns its hash
 * @throws InstallError
 */
export async function checkHash(
  name: string,
  path: string,
  expected: string | undefined,
): Promise<string> {
  const actual = await sha256Of(path);
  if (expected !== undefined && actual !== expected)
    throw new InstallError(
      `${name} is not the file it should be: its SHA-256 is ${actual}, expected is ${expected}. It was not installed.`,
    );
  return actual;
}

async function copyFrom(
  from: string,
  files: readonly CatalogueFile[],
  places: { work: string; ready: string },
): Promise<void> {
  const kind = await stat(from).catch((error) => {
    throw fileProblem(error, from);
  });
  if (!kind.isDirectory()) return unpackInto(from, files, places);
  for (const { name } of files) {
    const [source, half] = [join(from, name), join(places.work, `${name}.copy`)];
    await copyFile(source, half).catch((error) => {
      throw fileProblem(error, source);
    });
    await rename(half, join(places.ready, name));
  }
}

/** Nothing of an archive counts before all of it is out. */
async function unpackInto(
  archive: string,
  files: readonly CatalogueFile[],
  { work, ready }: { work: string; ready: string },
): Promise<void> {
  const unpacked = join(work, 'unpacked');
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(unpacked);
  try {
    await unpack(archive, files, unpacked);
    for (const { name } of files) await rename(join(unpacked, name), join(ready, name));
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

/** @example mirrored('https://huggingface.co/a/b', 'https://mirror.example/hf') // '…/hf/a/b' */
function mirrored(url: string, mirror: string | undefined): string {
  if (mirror === undefined) return url;
  const { pathname, search } = new URL(url);
  return `${mirror.replace(/\/+$/, '')}${pathname}${search}`;
}

export function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
