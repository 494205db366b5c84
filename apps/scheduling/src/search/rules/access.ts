import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';

/** Why the viewer may not look for times; those who arrange consults may. */
export function refuseSearching(viewer: Viewer): Reason | undefined {
  const arranges = viewer.role === 'coordinator' || viewer.role === 'admin';
  return arranges ? undefined : { code: 'forbidden' };
}
