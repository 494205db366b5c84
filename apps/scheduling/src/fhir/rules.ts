import type { AppointmentScope } from '../appointments/rules/access.ts';
import type { DirectoryScope } from '../directory/rules.ts';
import type { Viewer } from '../rules/viewer.ts';

/** What access depends on. */
interface Asker {
  id: string;
  tokenId: string;
  organizationId: string;
  organizationKind: Viewer['organizationKind'];
}

/**
 * A program works for its hospital alone: in commands it stands where the hospital's administrator
 * does, so it books and changes what its hospital takes part in, and nothing else.
 */
export function viewerOf(client: Asker): Viewer {
  return {
    personId: client.id,
    sessionId: client.tokenId,
    role: 'admin',
    organizationId: client.organizationId,
    organizationKind: client.organizationKind,
  };
}

/** Consults that the hospital takes part in: in Urumqi too, where coordinators see all. */
export function consultScope({ organizationId }: Asker): AppointmentScope {
  return { type: 'organization', organizationId };
}

/** A partner's program sees the partner's patients, one of Urumqi those whom its hospital consults. */
export function patientsScope({ organizationId, organizationKind }: Asker): DirectoryScope {
  return organizationKind === 'partner'
    ? { type: 'organization', organizationId }
    : { type: 'sharedWithOrganization', organizationId };
}
