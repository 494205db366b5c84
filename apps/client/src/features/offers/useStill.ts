import { useEffect, useState } from 'react';
import type { Ringing } from './swap.ts';
import { SILENCE, swap } from './swap.ts';

/** Whether the alarm takes presses: not right after it has taken the place of another. */
export function useStill(id: string | undefined): boolean {
  const [ringing, setRinging] = useState<Ringing>(SILENCE);
  const [stood, setStood] = useState<Ringing>();
  const next = swap(ringing, id, Date.now());
  // While drawing, so that no press falls between the new alarm and this rule.
  if (next !== ringing) setRinging(next);
  const waits = stood !== next && next.pressableAt > Date.now();
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => setStood(next), next.pressableAt - Date.now());
    return () => clearTimeout(timer);
  }, [waits, next]);
  return !waits;
}
