import type { Organization, PractitionerKind, Role } from '@silkconsult/protocol';

/** Who is asking: read from the database at each request, never from the token alone. */
export interface Viewer {
  personId: string;
  sessionId: string;
  role: Role;
  kind?: PractitionerKind;
  organizationId: string;
  organizationKind: Organization['kind'];
  /** Set for a patient who came by a link: the only appointment of this session. */
  appointmentId?: string;
}
