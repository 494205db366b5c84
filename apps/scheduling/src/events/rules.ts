import {
  type AppointmentScope,
  appointmentScope,
  isInScope,
  type Part,
} from '../appointments/rules/access.ts';
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
}

export function eventScope(viewer: Viewer): EventScope {
  return { appointments: appointmentScope(viewer), requests: requestScope(viewer) };
}

export function mayHear(
  scope: EventScope,
  event: { appointmentId?: string },
  about: {
    parts: readonly Part[];
    request: RequestFacts | undefined;
    /** To whom the consult was offered. */
    offered: readonly string[];
  },
): boolean {
  const { appointments } = scope;
  if (event.appointmentId !== undefined)
    return (
      isInScope(appointments, { id: event.appointmentId, parts: about.parts }) ||
      (appointments.type === 'participant' && about.offered.includes(appointments.actorId))
    );
  return about.request !== undefined && isRequestInScope(scope.requests, about.request);
}
