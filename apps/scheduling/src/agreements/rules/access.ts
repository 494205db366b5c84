import type { Askers } from '@silkconsult/protocol';
import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';

/** Which agreements a viewer may read: both sides know what was agreed. */
export type AgreementScope =
  | { type: 'all' }
  | { type: 'organization'; organizationId: string }
  | { type: 'none' };

export function agreementScope(viewer: Viewer): AgreementScope {
  switch (viewer.role) {
    case 'coordinator':
      return viewer.organizationKind === 'urumqi'
        ? { type: 'all' }
        : { type: 'organization', organizationId: viewer.organizationId };
    case 'admin':
    case 'practitioner':
      return { type: 'organization', organizationId: viewer.organizationId };
    default:
      return { type: 'none' };
  }
}

/**
 * Why the viewer may not make or change agreements of this organisation in Urumqi: its administrators
 * may, and the coordinators in Urumqi, who run the whole network.
 */
export function refuseAgreeing(viewer: Viewer, performerId: string): Reason | undefined {
  const inUrumqi = viewer.organizationKind === 'urumqi';
  const may =
    inUrumqi &&
    (viewer.role === 'coordinator' ||
      (viewer.role === 'admin' && viewer.organizationId === performerId));
  return may ? undefined : { code: 'forbidden' };
}

interface Party {
  id: string;
  kind: 'urumqi' | 'partner';
}

/** An agreement joins a partner to a hospital in Urumqi, and ends after it begins. */
export function refuseTerms(
  partner: Party | undefined,
  performer: Party | undefined,
  { validFrom, validTo }: { validFrom: string; validTo?: string },
): Reason | undefined {
  const wrong = (path: string, message: string): Reason => ({
    code: 'invalid_request',
    issues: [{ path, message }],
  });
  if (partner?.kind !== 'partner') return wrong('partnerId', 'not_a_partner');
  if (performer?.kind !== 'urumqi') return wrong('performerId', 'not_in_urumqi');
  if (validTo !== undefined && validTo < validFrom) return wrong('validTo', 'end_before_start');
  return undefined;
}

/** Those who are named must be people of the partner who can ask at all; else they never could. */
export function refuseAskers({ people }: Askers, known: ReadonlySet<string>): Reason | undefined {
  const stranger = people.findIndex((id) => !known.has(id));
  if (stranger < 0) return undefined;
  return {
    code: 'invalid_request',
    issues: [{ path: `askers.people.${stranger}`, message: 'not_of_the_partner' }],
  };
}
