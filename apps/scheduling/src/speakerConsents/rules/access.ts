import type { Part } from '../../appointments/rules/access.ts';
import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';

/**
 * Why the viewer may not write down this speaker's word; undefined when they may. Everybody speaks for themselves. For a patient also speaks who is with them: the
 * referrer, or a coordinator of the patient's hospital.
 */
export function refuseRecording(
  viewer: Viewer,
  parts: readonly Part[],
  speakerId: string,
): Reason | undefined {
  const speaker = parts.find(({ actorId, role }) => actorId === speakerId && role !== 'location');
  if (!speaker) return { code: 'actor_unknown', params: { actor: speakerId } };
  if (speakerId === viewer.personId) return undefined;
  if (speaker.role !== 'patient') return { code: 'forbidden' };
  const refers = parts.some(
    ({ actorId, role }) => actorId === viewer.personId && role === 'referrer',
  );
  const coordinates =
    viewer.role === 'coordinator' && viewer.organizationId === speaker.organizationId;
  return refers || coordinates ? undefined : { code: 'forbidden' };
}
