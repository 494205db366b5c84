import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';

/** A hospital's people are brought in and taken out by its administrators alone. */
export function refuseBringingIn(viewer: Viewer): Reason | undefined {
  return viewer.role === 'admin' ? undefined : { code: 'forbidden' };
}
