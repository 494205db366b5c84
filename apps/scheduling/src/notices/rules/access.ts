import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';

/** Why the viewer has no notices of their own: a patient who came by a link has no account. */
export function refuseOwnNotices(viewer: Viewer): Reason | undefined {
  return viewer.role === 'patient' ? { code: 'forbidden' } : undefined;
}

/**
 * Whose undelivered notices the viewer may see: administrators those of their organisation, the
 * coordinators in Urumqi, who run the whole network's day, everybody's.
 */
export function undeliveredScope(viewer: Viewer): { organizationId?: string } | undefined {
  if (viewer.role === 'coordinator' && viewer.organizationKind === 'urumqi') return {};
  if (viewer.role === 'coordinator' || viewer.role === 'admin')
    return { organizationId: viewer.organizationId };
  return undefined;
}
