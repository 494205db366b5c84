import type { SpeakerConsentStatus } from '@silkconsult/protocol';
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

/** Whether a line that began at that moment is kept, by its speaker's newest word. */
export function isKept(
  consent: { status: SpeakerConsentStatus; at: Date } | undefined,
  beganAtMs: number,
): boolean {
  return consent?.status === 'given' && beganAtMs >= consent.at.getTime();
}
