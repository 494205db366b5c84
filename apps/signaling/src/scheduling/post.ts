import { SIGNATURE_HEADER } from '@silkconsult/protocol';
import { sign } from '@silkconsult/service-kit';

/** Where scheduling is, and what our word to it is signed with. */
export interface Scheduling {
  url: string;
  secret: string;
  now(): Date;
}

const ANSWER_TIMEOUT_MS = 5000;

/**
 * Sends a signed message to scheduling.
 *
 * @param signal gives the message up
 * @returns Whatever scheduling answers, also a refusal.
 * @throws when there is no answer within `timeoutMs`
 */
export async function postSigned(
  { url, secret, now }: Scheduling,
  path: string,
  message: unknown,
  { signal, timeoutMs = ANSWER_TIMEOUT_MS }: { signal?: AbortSignal; timeoutMs?: number } = {},
): Promise<Response> {
  const body = JSON.stringify(message);
  const timeout = AbortSignal.timeout(timeoutMs);
  return fetch(new URL(path, url), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [SIGNATURE_HEADER]: sign(secret, body, now().getTime()),
    },
    body,
    signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
  });
}

/** The same, for who needs the answer. @throws also when scheduling refuses */
export async function askSigned(...question: Parameters<typeof postSigned>): Promise<unknown> {
  const response = await postSigned(...question);
  if (response.ok) return response.json();
  await response.body?.cancel();
  throw new Error(`scheduling answered ${response.status}`);
}
