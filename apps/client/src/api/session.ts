import type { Me, Session } from '@silkconsult/protocol';
import { useSyncExternalStore } from 'react';

/** The access token lives in memory alone: no script of another page, and no disk, ever holds it. */
let session: Session | undefined;
const listeners = new Set<() => void>();

export function currentSession(): Session | undefined {
  return session;
}

export function setSession(next: Session | undefined): void {
  session = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Who is signed in, or undefined. */
export function useMe(): Me | undefined {
  return useSyncExternalStore(subscribe, () => session?.me);
}
