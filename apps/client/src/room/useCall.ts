import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { CallSession, CallState } from '../call/index.ts';

/** The whole state of a call; it changes with events of people, not with every packet. */
export function useCall(session: CallSession): CallState {
  return useSyncExternalStore(session.state.subscribe, session.state.get);
}

const LOUD = 0.02;
const HOLD_MS = 600;

/** The peers who are heard at this moment, measured from the arriving sound itself. */
export function useSpeaking(session: CallSession): ReadonlySet<string> {
  const [speaking, setSpeaking] = useState<ReadonlySet<string>>(new Set());
  const heard = useRef(new Map<string, number>());
  useEffect(() => {
    const timer = setInterval(() => {
      const now = Date.now();
      for (const [peerId, level] of Object.entries(session.levels())) {
        if (level > LOUD) heard.current.set(peerId, now);
      }
      const next = new Set(
        [...heard.current].filter(([, at]) => now - at < HOLD_MS).map(([peerId]) => peerId),
      );
      setSpeaking((known) => (sameMembers(known, next) ? known : next));
    }, 150);
    return () => clearInterval(timer);
  }, [session]);
  return speaking;
}

function sameMembers(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((member) => b.has(member));
}
