import { problemSchema, sessionSchema } from '@silkconsult/protocol';
import type { z } from 'zod';
import { ApiFailure } from './problem.ts';
import { currentInvitation, currentSession, setSession } from './session.ts';

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** In place of `body`: a file, sent as it is. */
  file?: Blob;
  signal?: AbortSignal;
  /** The request outlives the page that sends it; its body is small. */
  keepalive?: boolean;
  /** For sign-in and invitations: nobody is signed in yet, so a 401 is the answer itself. */
  anonymous?: boolean;
}

/**
 * Asks the scheduling API and parses the answer.
 *
 * An expired access token is renewed once through the refresh cookie, behind the caller's back.
 *
 * @throws ApiFailure with the registry's code, `network` when nothing answered
 */
export async function ask<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  options: RequestOptions = {},
): Promise<z.output<Schema>> {
  const response = await authorised(path, options);
  const body = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new ApiFailure('unexpected_answer');
  return parsed.data;
}

/** Like `ask`, for answers that carry nothing. */
export async function tell(path: string, options: RequestOptions): Promise<void> {
  await authorised(path, options);
}

/** The raw answer, for streams. Throws like `ask`. */
export async function authorised(path: string, options: RequestOptions): Promise<Response> {
  let response = await send(path, options);
  if (response.status === 401 && !options.anonymous && (await renewSession())) {
    response = await send(path, options);
  }
  if (response.ok) return response;
  const problem = problemSchema.safeParse(await response.json().catch(() => undefined));
  if (!problem.success) {
    // A proxy in between answers without our problem document.
    throw new ApiFailure(response.status >= 502 ? 'unavailable' : 'unexpected_answer');
  }
  if (response.status === 401 && !options.anonymous) setSession(undefined);
  throw new ApiFailure(problem.data.code, problem.data.params, problem.data.issues);
}

function contentType({ body, file }: RequestOptions): Record<string, string> {
  if (file) return { 'content-type': 'text/csv' };
  return body === undefined ? {} : { 'content-type': 'application/json' };
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const token = options.anonymous ? undefined : currentSession()?.accessToken;
  try {
    return await fetch(path, {
      method: options.method ?? 'GET',
      headers: {
        accept: 'application/json, application/problem+json',
        ...contentType(options),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: options.file ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
      signal: options.signal,
      keepalive: options.keepalive,
      credentials: 'same-origin',
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiFailure('network');
  }
}

let renewal: Promise<boolean> | undefined;

/**
 * A new access token: by the invitation that this page was opened with, else by the refresh
 * cookie. The cookie is good for one use, so callers at the same moment share one renewal, and
 * tabs take turns through a browser-wide lock.
 *
 * @returns whether somebody is signed in now
 * @throws ApiFailure `network` when the server cannot be reached: nobody is signed out by that
 */
export function renewSession(): Promise<boolean> {
  renewal ??= withLock(renew).finally(() => {
    renewal = undefined;
  });
  return renewal;
}

async function renew(): Promise<boolean> {
  const token = currentInvitation();
  const response = token
    ? await send('/api/invitations/open', { method: 'POST', body: { token }, anonymous: true })
    : await send('/api/sessions/refresh', { method: 'POST', anonymous: true });
  if (response.status >= 500) throw new ApiFailure('unavailable');
  const session = sessionSchema.safeParse(await response.json().catch(() => undefined));
  if (!response.ok || !session.success) {
    setSession(undefined);
    return false;
  }
  setSession(session.data);
  return true;
}

function withLock<T>(work: () => Promise<T>): Promise<T> {
  // `navigator.locks` is missing on plain http addresses; there, one tab at a time is the rule.
  return navigator.locks ? navigator.locks.request('silkconsult.refresh', work) : work();
}
