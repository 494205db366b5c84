import type { Me, Session } from '@silkconsult/protocol';
import { useSyncExternalStore } from 'react';

/** The access token lives in memory alone: no script of another page, and no disk, ever holds it. */
let session: Session | undefined;
const listeners = new Set<() => void>();

/** How an expired session is renewed: a patient's by the link, everybody else's by the refresh cookie. */
let invitationToken: string | undefined;

export function currentInvitation(): string | undefined {
  return invitationToken;
}

/** This page was opened by an invitation: it stays the patient's, whoever else uses this browser. */
export function rememberInvitation(token: string): void {
  invitationToken = token;
}

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
