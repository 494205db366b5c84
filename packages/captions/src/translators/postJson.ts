import type { z } from 'zod';
import { EngineError } from './engineError.ts';

/** A translated line is short: more than this is no translation. */
const MAX_ANSWER_BYTES = 256 * 1024;

/**
 * Posts JSON to an engine and parses its answer. A redirect is an error: it might lead out of the
 * hospital.
 *
 * @throws EngineError
 */
export async function postJson<S extends z.ZodType>(
  url: string,
  body: object,
  { answer, key, signal }: { answer: S; key: string | undefined; signal: AbortSignal },
): Promise<z.output<S>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify(body),
    redirect: 'error',
    signal,
  }).catch(() => {
    throw new EngineError(signal.aborted ? 'timeout' : 'unreachable');
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new EngineError('refused');
  }
  const parsed = answer.safeParse(parseJson(await readText(response, signal)));
  if (!parsed.success) throw new EngineError('garbage');
  return parsed.data;
}

async function readText(response: Response, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > MAX_ANSWER_BYTES) throw new EngineError('tooLong');
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError(signal.aborted ? 'timeout' : 'unreachable');
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EngineError('garbage');
  }
}
