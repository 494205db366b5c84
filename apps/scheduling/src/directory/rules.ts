import type { Viewer } from '../rules/viewer.ts';

/** Which people (or organisations) a viewer may see. Stores turn it into SQL. */
export type DirectoryScope =
  | { type: 'all' }
  | { type: 'organization'; organizationId: string }
  /** Those who share an appointment with this person. */
  | { type: 'sharedWithPerson'; actorId: string }
  /** Those who share an appointment with somebody of this organisation. */
  | { type: 'sharedWithOrganization'; organizationId: string }
  /** The people of one appointment: all that a patient's session opens. */
  | { type: 'appointment'; appointmentId: string };

const shared = (viewer: Viewer): DirectoryScope =>
  viewer.appointmentId
    ? { type: 'appointment', appointmentId: viewer.appointmentId }
    : { type: 'sharedWithPerson', actorId: viewer.personId };

/** Whoever works in the network may know its hospitals and its practitioners. */
export function professionalScope(viewer: Viewer): DirectoryScope {
  return viewer.role === 'patient' ? shared(viewer) : { type: 'all' };
}

/** Interpreters are seen by those who book them, and by each other for the hand-over. */
export function interpreterScope(viewer: Viewer): DirectoryScope {
  return viewer.role === 'patient' || viewer.role === 'observer' ? shared(viewer) : { type: 'all' };
}

/** Patients are seen by who cares for them or arranges that, and by nobody else. */
export function patientScope(viewer: Viewer): DirectoryScope {
  const { organizationId } = viewer;
  switch (viewer.role) {
    case 'coordinator':
      return viewer.organizationKind === 'urumqi'
        ? { type: 'all' }
        : { type: 'organization', organizationId };
    case 'admin':
      return { type: 'organization', organizationId };
    case 'practitioner':
      return viewer.kind === 'referrer'
        ? { type: 'organization', organizationId }
        : { type: 'sharedWithOrganization', organizationId };
    default:
      return shared(viewer);
  }
}
