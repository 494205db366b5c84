import { useState } from 'react';
import type { WaysOut } from './useSilentLanguages.ts';

/** What stands at the side of the room: nothing, the panel, or the panel with the phrasebook. */
export interface Side {
  shown: boolean;
  phrases: boolean;
  /** Grows with each wish to type; none after the panel was closed, so that it opens in peace. */
  typing: number;
}

export function useSide(wide: boolean) {
  const [panel, setPanel] = useState<boolean>();
  const [phrases, setPhrases] = useState(false);
  const [typing, setTyping] = useState(0);
  const side: Side = { shown: panel ?? wide, phrases, typing };
  const show = (shown: boolean) => {
    setPanel(shown);
    setPhrases(false);
    setTyping(0);
  };
  const ways: WaysOut = {
    onType: () => {
      setPanel(true);
      if (!wide) setPhrases(false); // on a small screen it lies over the line
      setTyping(typing + 1);
    },
    onPhrases: () => {
      setPanel(true);
      setPhrases(true);
    },
  };
  return { side, show, setPhrases, ways };
}
