import {
  type AppointmentScope,
  appointmentScope,
  isInScope,
  type Part,
} from '../appointments/rules/access.ts';
import { type Owner, refuseFreeBusy } from '../availability/rules/access.ts';
import type { Viewer } from '../rules/viewer.ts';
import {
  isRequestInScope,
  type RequestFacts,
  type RequestScope,
  requestScope,
} from '../serviceRequests/rules/access.ts';

/** What a reader of the live stream may hear of. */
export interface EventScope {
  appointments: AppointmentScope;
  requests: RequestScope;
  viewer: Viewer;
}

export function eventScope(viewer: Viewer): EventScope {
  return { appointments: appointmentScope(viewer), requests: requestScope(viewer), viewer };
}

export function mayHear(
  scope: EventScope,
  event: { appointmentId?: string; actorId?: string; organizationId?: string },
  about: {
    parts: readonly Part[];
    request: RequestFacts | undefined;
    owner: Owner | undefined;
    /** To whom the consult was offered. */
    offered: readonly string[];
  },
): boolean {
  const { appointments } = scope;
  // Whoever works in the network knows its hospitals; a patient's page shows none of them.
  if (event.organizationId !== undefined) return scope.viewer.role !== 'patient';
  if (event.appointmentId !== undefined)
    return (
      isInScope(appointments, { id: event.appointmentId, parts: about.parts }) ||
      (appointments.type === 'participant' && about.offered.includes(appointments.actorId))
    );
  // Who may see when somebody is free hears that it has changed.
  if (event.actorId !== undefined)
    return about.owner !== undefined && !refuseFreeBusy(scope.viewer, about.owner);
  return about.request !== undefined && isRequestInScope(scope.requests, about.request);
}
