import { useSyncExternalStore } from 'react';

const query = matchMedia('(min-width: 60.01rem)');

/** Whether the side panel has a place of its own, or lies over the stage like a sheet. */
export function useWideScreen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => query.matches,
  );
}
