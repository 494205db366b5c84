import type { Reason } from '../rules/reason.ts';
import type { Viewer } from '../rules/viewer.ts';

/** The platform runs in Urumqi, and so do those who look after it. */
export function refuseCaptionNodes({ role, organizationKind }: Viewer): Reason | undefined {
  return role === 'admin' && organizationKind === 'urumqi' ? undefined : { code: 'forbidden' };
}
