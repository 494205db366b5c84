import type { Me } from '@silkconsult/protocol';
import type { Viewer } from '../rules/viewer.ts';
import type { PersonRow } from './store.ts';

/** Who is signed in, as the client needs it. */
export function toMe(person: PersonRow, appointmentId?: string): Me {
  if (person.role === 'location' || person.role === 'system')
    throw new Error('neither rooms nor programs have a session');
  return {
    personId: person.id,
    role: person.role,
    kind: person.kind ?? undefined,
    name: person.name,
    organizationId: person.organization_id,
    organizationName: person.organization_name,
    organizationKind: person.organization_kind,
    language: person.languages[0] ?? 'en',
    timeZone: person.time_zone ?? person.organization_time_zone,
    secondTimeZone: person.time_zone ? undefined : (person.second_time_zone ?? undefined),
    appointmentId,
  };
}

/** The same person as the rules see them. */
export function toViewer(person: PersonRow, sessionId: string, appointmentId?: string): Viewer {
  const me = toMe(person, appointmentId);
  return {
    personId: me.personId,
    sessionId,
    role: me.role,
    kind: me.kind,
    organizationId: me.organizationId,
    organizationKind: person.organization_kind,
    appointmentId,
  };
}
