import type { ActorRole, Organization } from '@silkconsult/protocol';
import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';

/** Whose time it is, as far as access depends on it. */
export interface Owner {
  id: string;
  role: ActorRole;
  organizationId: string;
  organizationKind: Organization['kind'];
}

const arranges = (viewer: Viewer) => viewer.role === 'coordinator' || viewer.role === 'admin';

/**
 * Why the viewer may not enter this actor's hours and leave. Everybody enters their own; those who
 * arrange consults enter them for their organisation, and coordinators in Urumqi for all five
 * hospitals there. A patient has no schedule to enter.
 */
export function refuseEditing(viewer: Viewer, owner: Owner): Reason | undefined {
  const forbidden: Reason = { code: 'forbidden' };
  if (viewer.role === 'patient' || owner.role === 'patient') return forbidden;
  if (viewer.personId === owner.id) return undefined;
  if (!arranges(viewer)) return forbidden;
  if (viewer.organizationId === owner.organizationId) return undefined;
  const ofUrumqi =
    viewer.role === 'coordinator' &&
    viewer.organizationKind === 'urumqi' &&
    owner.organizationKind === 'urumqi';
  return ofUrumqi ? undefined : forbidden;
}

/** Why the viewer may not enter the hours of an organisation's people and rooms. */
export const refuseEditingAll = (
  viewer: Viewer,
  { id, kind }: { id: string; kind: Organization['kind'] },
): Reason | undefined =>
  refuseEditing(viewer, { id: '', role: 'location', organizationId: id, organizationKind: kind });

/**
 * Why the viewer may not see when this actor is free. Coordinators see it of everybody whom they can
 * book; of patients, only Urumqi's coordinators and those of the patient's own hospital.
 */
export function refuseFreeBusy(viewer: Viewer, owner: Owner): Reason | undefined {
  if (viewer.role === 'patient') return { code: 'forbidden' };
  if (viewer.personId === owner.id || viewer.organizationId === owner.organizationId)
    return viewer.personId === owner.id || arranges(viewer) ? undefined : { code: 'forbidden' };
  if (viewer.role !== 'coordinator') return { code: 'forbidden' };
  const hidden = owner.role === 'patient' && viewer.organizationKind !== 'urumqi';
  return hidden ? { code: 'forbidden' } : undefined;
}
