import type { ParticipantRole } from '@silkconsult/protocol';
import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';

/** Which appointments a viewer may see. Stores turn it into SQL, the live stream tests it. */
export type AppointmentScope =
  | { type: 'all' }
  | { type: 'organization'; organizationId: string }
  | { type: 'participant'; actorId: string }
  | { type: 'appointment'; appointmentId: string };

/**
 * The coordinators in Urumqi run the whole network's day; coordinators and administrators elsewhere
 * see what their own organisation takes part in; a patient's link opens one appointment; everybody
 * else sees where they take part.
 */
export function appointmentScope(viewer: Viewer): AppointmentScope {
  if (viewer.appointmentId) return { type: 'appointment', appointmentId: viewer.appointmentId };
  if (viewer.role === 'coordinator' && viewer.organizationKind === 'urumqi') return { type: 'all' };
  if (viewer.role === 'coordinator' || viewer.role === 'admin')
    return { type: 'organization', organizationId: viewer.organizationId };
  return { type: 'participant', actorId: viewer.personId };
}

/** Who takes part, as far as access depends on it. */
export interface Part {
  actorId: string;
  organizationId: string;
  role: ParticipantRole;
}

export function isInScope(
  scope: AppointmentScope,
  appointment: { id: string; parts: readonly Part[] },
): boolean {
  switch (scope.type) {
    case 'all':
      return true;
    case 'organization':
      return appointment.parts.some((part) => part.organizationId === scope.organizationId);
    case 'participant':
      return appointment.parts.some((part) => part.actorId === scope.actorId);
    case 'appointment':
      return appointment.id === scope.appointmentId;
  }
}

/**
 * Why the viewer may not reschedule or cancel the appointment or invite its patients. Coordinators
 * and administrators may, for what they see, and so may its specialists and referrers.
 */
export function refuseManaging(viewer: Viewer, parts: readonly Part[]): Reason | undefined {
  if (viewer.role === 'coordinator' || viewer.role === 'admin') return undefined;
  const treats = parts.some(
    (part) =>
      part.actorId === viewer.personId && (part.role === 'specialist' || part.role === 'referrer'),
  );
  return treats ? undefined : { code: 'forbidden' };
}

/**
 * Whether the viewer may book somebody outside of their hours, buffers and maxima: those who arrange
 * consults may, and everybody for themselves.
 */
export function mayOverride(viewer: Viewer, actorId: string): boolean {
  return viewer.role === 'coordinator' || viewer.role === 'admin' || viewer.personId === actorId;
}

/**
 * Why the viewer may not book these participants; undefined when they may. Coordinators in Urumqi
 * book for the whole network, a specialist where they take part, a referrer for patients of their
 * own organisation, and other coordinators and administrators for their own organisation.
 */
export function refuseBooking(viewer: Viewer, parts: readonly Part[]): Reason | undefined {
  const forbidden: Reason = { code: 'forbidden' };
  const ownOnly = (role: ParticipantRole) =>
    parts.every((part) => part.role !== role || part.organizationId === viewer.organizationId);
  const takesPart = parts.some((part) => part.organizationId === viewer.organizationId);
  switch (viewer.role) {
    case 'coordinator':
    case 'admin':
      if (viewer.organizationKind === 'urumqi')
        return viewer.role === 'coordinator' || takesPart ? undefined : forbidden;
      return takesPart && ownOnly('patient') ? undefined : forbidden;
    case 'practitioner':
      if (viewer.kind === 'specialist')
        return parts.some((part) => part.actorId === viewer.personId) ? undefined : forbidden;
      return takesPart && ownOnly('patient') && ownOnly('referrer') ? undefined : forbidden;
    default:
      return forbidden;
  }
}
