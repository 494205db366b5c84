import type { TranscriptConsentStatus } from '@silkconsult/protocol';
import type { Part } from '../../appointments/rules/access.ts';
import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';

const READERS = ['specialist', 'referrer', 'interpreter', 'patient'];

/**
 * Why the viewer may not read the transcript of a consult that they see; undefined when they may:
 * its specialists, referrers, interpreters and patients, and coordinators.
 */
export function refuseReading(viewer: Viewer, parts: readonly Part[]): Reason | undefined {
  if (viewer.role === 'coordinator') return undefined;
  const reads = parts.some(
    ({ actorId, role }) => actorId === viewer.personId && READERS.includes(role),
  );
  return reads ? undefined : { code: 'forbidden' };
}

/**
 * Why the viewer may not write down what this speaker says about the transcript; undefined when
 * they may. Everybody speaks for themselves. For a patient also speaks who is with them: the
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

/** Whether a line that began at that moment is kept, by its speaker's newest word. */
export function isKept(
  consent: { status: TranscriptConsentStatus; at: Date } | undefined,
  beganAtMs: number,
): boolean {
  return consent?.status === 'given' && beganAtMs >= consent.at.getTime();
}
