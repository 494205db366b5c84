import type {
  ActorRole,
  NewAppointment,
  ParticipantRole,
  PractitionerKind,
} from '@silkconsult/protocol';
import type { Reason } from '../../rules/reason.ts';

/** What the rules need to know of an actor. */
export interface ActorFacts {
  id: string;
  role: ActorRole;
  kind: PractitionerKind | null;
  organizationId: string;
}

/** Which parts an actor may play. A practitioner may watch a teaching round as an observer. */
function rolesOf(actor: ActorFacts): readonly ParticipantRole[] {
  switch (actor.role) {
    case 'practitioner':
      return actor.kind === 'specialist' ? ['specialist', 'observer'] : ['referrer', 'observer'];
    case 'patient':
      return ['patient'];
    case 'interpreter':
      return ['interpreter'];
    case 'observer':
      return ['observer'];
    case 'location':
      return ['location'];
    default:
      return [];
  }
}

/**
 * Why these cannot meet; undefined when they can. A consult needs a specialist and somebody of the
 * other side: the patient, the referrer or both.
 */
export function refuseParticipants(
  participants: NewAppointment['participants'],
  actors: ReadonlyMap<string, ActorFacts>,
): Reason | undefined {
  const seen = new Set<string>();
  for (const [index, { actor: id, role }] of participants.entries()) {
    if (seen.has(id))
      return {
        code: 'invalid_request',
        issues: [{ path: `participants.${index}.actor`, message: 'duplicate' }],
      };
    seen.add(id);
    const actor = actors.get(id);
    if (!actor) return { code: 'actor_unknown', params: { actor: id } };
    if (!rolesOf(actor).includes(role))
      return { code: 'role_mismatch', params: { actor: id, role } };
  }
  const has = (role: ParticipantRole) => participants.some((one) => one.role === role);
  if (!has('specialist'))
    return { code: 'participants_incomplete', params: { missing: 'specialist' } };
  if (!has('patient') && !has('referrer'))
    return { code: 'participants_incomplete', params: { missing: 'patient' } };
  return undefined;
}
