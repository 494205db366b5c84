import { ringBell } from './bell.ts';

/** What rings: who sees it can go to the page that answers it, or silence it. */
export interface Call {
  /** The same call does not ring twice. */
  id: string;
  title: string;
  /** The language of the title. */
  language?: string;
  /** The page of the client that answers it. */
  path: string;
}

const LONGEST_MS = 60_000;

let current: Call | undefined;
let silence: (() => void) | undefined;
const seen = new Set<string>();
const listeners = new Set<() => void>();

function change(call: Call | undefined): void {
  current = call;
  for (const listener of listeners) listener();
}

/** Rings until somebody opens or silences it, for a minute at most. A call that rang stays silent. */
export function startRinging(call: Call): void {
  if (seen.has(call.id)) return;
  seen.add(call.id);
  stopRinging();
  const hush = ringBell();
  const timer = setTimeout(stopRinging, LONGEST_MS);
  silence = () => {
    hush();
    clearTimeout(timer);
  };
  change(call);
}

export function stopRinging(): void {
  silence?.();
  silence = undefined;
  if (current) change(undefined);
}

/** For React: `useSyncExternalStore(onRingingChange, ringingCall)`. */
export function onRingingChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const ringingCall = (): Call | undefined => current;
