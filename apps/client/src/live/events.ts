import type { LiveEvent } from '@silkconsult/protocol';
import { liveEventSchema } from '@silkconsult/protocol';
import { authorised } from '../api/http.ts';
import { ApiFailure } from '../api/problem.ts';
import { serverSentEvents } from './parse.ts';

const WAIT_MS = [500, 1000, 2000, 5000, 10_000];

/**
 * Follows `GET /api/events` until the signal aborts. The stream is read by fetch, because
 * EventSource cannot carry the access token. After an interruption it goes on behind the last
 * cursor, so nothing is missed; `onGap` says that the connection was away, for whoever shows it.
 */
export async function followEvents(
  onEvent: (event: LiveEvent) => void,
  onConnection: (connected: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  let cursor: string | undefined;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
      const response = await authorised(`/api/events${query}`, { signal });
      onConnection(true);
      failures = 0;
      for await (const message of serverSentEvents(response.body)) {
        if (message.id) cursor = message.id;
        const event = message.data ? parseEvent(message.data) : undefined;
        if (event) onEvent(event);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiFailure && error.code === 'unauthenticated') return;
    }
    onConnection(false);
    await pause(WAIT_MS[Math.min(failures, WAIT_MS.length - 1)] ?? 10_000, signal);
    failures += 1;
  }
}

function parseEvent(data: string): LiveEvent | undefined {
  try {
    const parsed = liveEventSchema.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
