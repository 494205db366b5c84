import { setTimeout as pause } from 'node:timers/promises';

/** Waits for what comes about by itself, and looks often. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const until = Date.now() + 15_000; !(await condition()); await pause(50))
    if (Date.now() > until) throw new Error('it did not happen within 15 seconds');
}
