import { useEffect, useState } from 'react';
import type { CaptionLine } from '../../call/index.ts';
import type { Pace } from '../../call/pace.ts';
import { pace } from '../../call/pace.ts';

const EMPTY: Pace = { places: [], waiting: [] };

/** The lines that have a place in the band now, in the order of speech. */
export function usePacedLines(captions: readonly CaptionLine[]): CaptionLine[] {
  const [paced, setPaced] = useState(EMPTY);
  useEffect(() => setPaced((before) => pace(before, captions, Date.now())), [captions]);
  useEffect(() => {
    if (paced.wakeAt === undefined) return;
    const timer = setTimeout(
      () => setPaced((before) => pace(before, captions, Date.now())),
      Math.max(0, paced.wakeAt - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [paced, captions]);
  const shown = new Set(paced.places.map(({ segmentId }) => segmentId));
  return captions.filter(({ segmentId }) => shown.has(segmentId));
}
