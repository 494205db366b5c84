import type { RequestStage } from '@silkconsult/protocol';
import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';
import type { Side } from './stages.ts';

/** Which requests a viewer may see. Stores turn it into SQL, the live stream tests it. */
export interface RequestScope {
  personId: string;
  sees:
    | { type: 'network' }
    /** Those that the organisation asks or is asked. */
    | { type: 'organization'; organizationId: string }
    /** Those that the person is assigned to or paged for. */
    | { type: 'involved' }
    | { type: 'none' };
}

/**
 * Coordinators in Urumqi triage for the whole network. Referrers, who cover for each other, and the
 * coordinators and administrators of an organisation see its requests; a specialist those of their
 * own. A draft is its author's alone.
 */
export function requestScope(viewer: Viewer): RequestScope {
  const { personId, role, kind, organizationId } = viewer;
  const organization = { type: 'organization', organizationId } as const;
  if (viewer.appointmentId) return { personId, sees: { type: 'none' } };
  if (role === 'coordinator')
    return {
      personId,
      sees: viewer.organizationKind === 'urumqi' ? { type: 'network' } : organization,
    };
  if (role === 'admin') return { personId, sees: organization };
  if (role === 'practitioner')
    return { personId, sees: kind === 'referrer' ? organization : { type: 'involved' } };
  return { personId, sees: { type: 'none' } };
}

/** What of a request access depends on. */
export interface RequestFacts {
  stage: RequestStage;
  requesterId: string;
  requestingOrganizationId: string;
  performerId: string | null;
  /** Assigned specialists and everybody who was paged. */
  involved: readonly string[];
}

export function isRequestInScope({ personId, sees }: RequestScope, request: RequestFacts): boolean {
  if (request.requesterId === personId) return sees.type !== 'none';
  if (request.stage === 'draft') return false;
  switch (sees.type) {
    case 'network':
      return true;
    case 'organization':
      return (
        request.requestingOrganizationId === sees.organizationId ||
        request.performerId === sees.organizationId
      );
    case 'involved':
      return request.involved.includes(personId);
    case 'none':
      return false;
  }
}

/** On which sides of a request that they see the viewer may act. */
export function sidesOf(
  viewer: Viewer,
  request: Pick<RequestFacts, 'requesterId' | 'requestingOrganizationId' | 'performerId'>,
): ReadonlySet<Side> {
  const sides = new Set<Side>();
  const asks =
    viewer.kind === 'referrer' || viewer.role === 'coordinator' || viewer.role === 'admin';
  if (viewer.personId === request.requesterId) sides.add('author').add('asking');
  if (asks && viewer.organizationId === request.requestingOrganizationId) sides.add('asking');
  const inUrumqi = viewer.organizationKind === 'urumqi';
  if (inUrumqi && viewer.role === 'coordinator') sides.add('triage');
  if (viewer.role === 'admin' && viewer.organizationId === request.performerId) sides.add('triage');
  return sides;
}

/** Requests are written in the partner hospitals; what an agreement allows is decided on sending. */
export function refuseWriting(viewer: Viewer): Reason | undefined {
  const writes =
    viewer.kind === 'referrer' || viewer.role === 'coordinator' || viewer.role === 'admin';
  return writes && viewer.organizationKind === 'partner' ? undefined : { code: 'forbidden' };
}
