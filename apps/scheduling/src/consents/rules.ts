import type { Part } from '../appointments/rules/access.ts';
import type { Reason } from '../rules/reason.ts';
import type { Viewer } from '../rules/viewer.ts';

/**
 * Why the viewer may not write down what a patient says about the consult; undefined when they may.
 * It is written by who speaks with the patient: the referrer of the consult, or a coordinator of
 * the patient's hospital. Nobody in Urumqi can consent for somebody in Osh.
 */
export function refuseConsent(
  viewer: Viewer,
  parts: readonly Part[],
  patientId: string,
): Reason | undefined {
  const patient = parts.find((part) => part.actorId === patientId && part.role === 'patient');
  if (!patient) return { code: 'actor_unknown', params: { actor: patientId } };
  const refers = parts.some((part) => part.actorId === viewer.personId && part.role === 'referrer');
  const coordinates =
    viewer.role === 'coordinator' && viewer.organizationId === patient.organizationId;
  return refers || coordinates ? undefined : { code: 'forbidden' };
}
