import { useSyncExternalStore } from 'react';

export const CAPTION_SIZES = ['normal', 'large', 'largest'] as const;

/** How this person wants captions to look, in this browser. */
export interface CaptionLooks {
  size: (typeof CAPTION_SIZES)[number];
  /** What was said stands under its translation. */
  source: boolean;
}

const KEY = 'silkconsult.captionLooks';
const listeners = new Set<() => void>();
let looks = stored();

function stored(): CaptionLooks {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<CaptionLooks> | null;
    const size = CAPTION_SIZES.find((one) => one === kept?.size) ?? 'normal';
    return { size, source: kept?.source !== false };
  } catch {
    return { size: 'normal', source: true }; // storage is closed to us, or holds something else
  }
}

export function setCaptionLooks(change: Partial<CaptionLooks>): void {
  looks = { ...looks, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(looks));
  } catch {
    // They then last for this page only.
  }
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useCaptionLooks(): CaptionLooks {
  return useSyncExternalStore(listen, () => looks);
}
