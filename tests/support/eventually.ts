import { setTimeout as pause } from 'node:timers/promises';

/**
 * Polls until `probe` answers something truthy and returns it: stories wait for conditions, never
 * for time to pass.
 *
 * @param what the awaited condition, for the message when it does not come true
 * @throws Error with `what` and the probe's last answer or error, after `withinMs`
 */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T> | T,
  { withinMs = 15_000, everyMs = 100 } = {},
): Promise<NonNullable<T>> {
  const deadline = performance.now() + withinMs;
  let last: unknown;
  do {
    try {
      const answer = await probe();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    await pause(everyMs);
  } while (performance.now() < deadline);
  const detail = last instanceof Error ? last.message : JSON.stringify(last);
  throw new Error(`Not within ${withinMs} ms: ${what} (last: ${detail})`);
}
