import type { Phrase } from '@silkconsult/protocol';
import { useState } from 'react';

/** One sentence on its way to everyone: a second click while it is on the way is none. */
export function useSaying(onSay: (phrase: Phrase) => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const say = async (phrase: Phrase) => {
    if (busy) return;
    setBusy(true);
    setShown(false);
    setFailure(undefined);
    try {
      await onSay(phrase);
      setShown(true);
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
  };
  return { busy, shown, failure, say };
}
