import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';

const LONGEST = 7 * 24 * 3_600_000;

/** The board is for who runs the day. Which consults are on it is decided as everywhere else. */
export function refuseBoard(viewer: Viewer): Reason | undefined {
  return viewer.role === 'coordinator' || viewer.role === 'admin'
    ? undefined
    : { code: 'forbidden' };
}

/** The people of a consult see what is missing from it; its patients and observers need not. */
export function refuseReadiness(viewer: Viewer): Reason | undefined {
  return viewer.role === 'patient' || viewer.role === 'observer'
    ? { code: 'forbidden' }
    : undefined;
}

/** All of a window is told at once, so it is short. */
export function refuseBoardWindow(from: Date, to: Date): Reason | undefined {
  const length = to.getTime() - from.getTime();
  return length > 0 && length <= LONGEST
    ? undefined
    : { code: 'invalid_request', issues: [{ path: 'to', message: 'invalid_window' }] };
}
