import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { codeOf, fileProblem, InstallError } from './problem.ts';
import { Quiet } from './quiet.ts';

/** How often a download that breaks off is taken up again by itself. */
const ATTEMPTS = 4;
/** A server that sends nothing for this long is given up. */
const SILENCE_MS = 60_000;

export interface Download {
  url: string;
  /** Where the file grows. What is there from an earlier time is gone on with. */
  part: string;
  /** How large the file is, if that is known. */
  bytes?: number;
  /** Whether its hash is known, so that a wrong continuation would be found out. */
  pinned: boolean;
  progress(done: number, total: number | undefined): void;
  signal: AbortSignal;
  silenceMs?: number;
}

/** Which version of a file a part belongs to, in the server's words. */
const originSchema = z.object({ url: z.string(), validator: z.string().optional() });
type Origin = z.output<typeof originSchema>;

/** The connection ended before the file did: worth another attempt. */
class Broken extends Error {}

/**
 * Fetches a file. Where it breaks off, by itself or because this process was ended, it is gone on
 * with if the server knows ranges and the file is still the same; otherwise it begins anew.
 *
 * @throws InstallError
 */
export async function download(options: Download): Promise<void> {
  let size = -1;
  for (let failures = 0; ; ) {
    try {
      return await attempt(options);
    } catch (error) {
      if (!(error instanceof Broken)) throw fileProblem(error, options.part);
      const reached = await sizeOf(options.part);
      // A line that breaks off again and again, but brings something each time, gets there.
      failures = reached > size ? 1 : failures + 1;
      size = reached;
      if (failures >= ATTEMPTS)
        throw new InstallError(brokenOff(options.url, error), { unreachable: true });
    }
  }
}

async function attempt(options: Download): Promise<void> {
  const { url, part, bytes, signal } = options;
  const begun = await sizeOf(part);
  if (bytes !== undefined && begun === bytes) return;
  const origin = await originOf(part);
  const goOn =
    begun > 0 &&
    (bytes === undefined || begun < bytes) &&
    origin?.url === url &&
    (options.pinned || origin.validator !== undefined);
  const quiet = new Quiet(options.silenceMs ?? SILENCE_MS);
  try {
    const response = await ask(
      url,
      {
        'accept-encoding': 'identity',
        ...(goOn && { range: `bytes=${begun}-` }),
        ...(goOn && origin.validator && { 'if-range': origin.validator }),
      },
      AbortSignal.any([signal, quiet.signal]),
    );
    const from = startOf(response, goOn ? begun : 0);
    if (response.status === 416 || from === undefined) {
      // The part belongs to another file. It is not gone on with.
      await response.body?.cancel();
      await rm(part, { force: true });
      throw new Broken(`it answers with ${response.status}`);
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw new InstallError(refused(url, response.status), { unreachable: true });
    }
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    const total = Number.isFinite(length) ? from + length : undefined;
    if (bytes !== undefined && total !== undefined && total !== bytes) {
      await response.body?.cancel();
      throw new InstallError(
        `${url} has ${total} bytes, but the catalogue says ${bytes}: it is another file, so it was not fetched.`,
      );
    }
    await writeFile(originPath(part), JSON.stringify({ url, validator: validatorOf(response) }));
    const done = await store(response, from, { ...options, total: total ?? bytes, quiet });
    const wanted = total ?? bytes;
    if (wanted !== undefined && done < wanted) throw new Broken('the connection ended');
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error;
  } finally {
    quiet.end();
  }
}

async function ask(
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Response> {
  const response = await fetch(url, { headers, signal }).catch((error: unknown) => {
    throw new Broken(reasonOf(error));
  });
  if (url.startsWith('https:') && !response.url.startsWith('https:')) {
    await response.body?.cancel();
    throw new InstallError(
      `${url} leads to ${new URL(response.url).host} without encryption: it was not followed.`,
    );
  }
  return response;
}

/** Where the answer begins; undefined when it is a piece that was not asked for. */
function startOf(response: Response, asked: number): number | undefined {
  if (response.status !== 206) return 0;
  const [, start] = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '') ?? [];
  return Number(start) === asked ? asked : undefined;
}

async function store(
  response: Response,
  from: number,
  { part, bytes, total, quiet, progress }: Download & { total: number | undefined; quiet: Quiet },
): Promise<number> {
  const file = await open(part, from > 0 ? 'a' : 'w');
  let done = from;
  try {
    for await (const chunk of bodyOf(response)) {
      quiet.heard();
      done += chunk.length;
      if (bytes !== undefined && done > bytes)
        throw new InstallError(`${response.url} is longer than the ${bytes} bytes it should have.`);
      // What is told as done is on its way to the disk, whatever becomes of this process.
      await file.writeFile(chunk);
      progress(done, total);
    }
  } finally {
    await file.close();
  }
  return done;
}

async function* bodyOf(response: Response): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response.body ?? []) yield chunk;
  } catch (error) {
    throw new Broken(reasonOf(error));
  }
}

/** What tells this version of the file from others. A weak ETag does not: it stands for "much alike". */
function validatorOf({ headers }: Response): string | undefined {
  const etag = headers.get('etag');
  if (etag && !etag.startsWith('W/')) return etag;
  return headers.get('last-modified') ?? undefined;
}

const originPath = (part: string) => `${part}.origin.json`;

async function originOf(part: string): Promise<Origin | undefined> {
  try {
    return originSchema.parse(JSON.parse(await readFile(originPath(part), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Takes away a download that is of no use, or of none any more. */
export async function forget(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(originPath(part), { force: true });
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** In a few words; fetch hides the reason in the cause of its error. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Partial<Error>;
  return codeOf(cause) ?? codeOf(error) ?? message ?? 'unknown';
}

function refused(url: string, status: number): string {
  const what =
    status === 404 || status === 410 ? 'is not there any more' : `cannot be had (${status})`;
  return `${url} ${what}. Look at the model's page in the list.`;
}

function brokenOff(url: string, { message }: Error): string {
  return `${new URL(url).host} cannot be reached, or breaks off (${message}). Run this again: it goes on where it was.`;
}
