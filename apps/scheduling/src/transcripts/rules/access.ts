import type { ParticipantRole, SpeakerConsentStatus } from '@silkconsult/protocol';
import type { Part } from '../../appointments/rules/access.ts';
import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';

const READERS: readonly ParticipantRole[] = ['specialist', 'referrer', 'interpreter', 'patient'];

/** Of the consults that the viewer sees, whose transcripts they may read: all, or by their part in them. */
export function readsBy(viewer: Viewer): 'all' | readonly ParticipantRole[] {
  return viewer.role === 'coordinator' ? 'all' : READERS;
}

/**
 * Why the viewer may not read the transcript of a consult that they see; undefined when they may:
 * its specialists, referrers, interpreters and patients, and coordinators.
 */
export function refuseReading(viewer: Viewer, parts: readonly Part[]): Reason | undefined {
  const roles = readsBy(viewer);
  if (roles === 'all') return undefined;
  const reads = parts.some(
    ({ actorId, role }) => actorId === viewer.personId && roles.includes(role),
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
