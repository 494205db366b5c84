import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';

/** Who treats and who arranges treatment registers patients, each for the own organisation. */
export function refuseRegistering(viewer: Viewer): Reason | undefined {
  return ['practitioner', 'coordinator', 'admin'].includes(viewer.role)
    ? undefined
    : { code: 'forbidden' };
}
