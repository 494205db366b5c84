import { useSyncExternalStore } from 'react';

const query = matchMedia('(min-width: 60.01rem)');

/** Whether there is room for things side by side: a panel beside the stage, seven days in a row. */
export function useWideScreen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => query.matches,
  );
}
