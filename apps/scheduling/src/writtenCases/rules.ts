import type { AppointmentStatus, CaseMessage, CaseStatus } from '@silkconsult/protocol';
import type { Part } from '../appointments/rules/access.ts';
import type { Reason } from '../rules/reason.ts';
import type { Viewer } from '../rules/viewer.ts';

/** Case and dossier are for who treats and who coordinates; which ones the consult's scope decides. */
export function refuseCases(viewer: Viewer): Reason | undefined {
  const treats = viewer.role === 'practitioner';
  const runs = viewer.role === 'coordinator' || viewer.role === 'admin';
  return treats || runs ? undefined : { code: 'forbidden' };
}

/**
 * What becomes of a consult that is to go on in writing: before its time it is called off, from then
 * on it has not taken place; what is over already stays as it is.
 */
export function statusInWriting(
  status: AppointmentStatus,
  start: Date,
  now: Date,
): AppointmentStatus {
  switch (status) {
    case 'proposed':
    case 'pending':
      return 'cancelled';
    case 'booked':
      return now < start ? 'cancelled' : 'noshow';
    case 'arrived':
      return 'noshow';
    default:
      return status;
  }
}

/** What the viewer writes into a case: its specialists answer, its referrers add; nobody else does. */
export function messageKindOf(
  viewer: Viewer,
  parts: readonly Part[],
): CaseMessage['kind'] | undefined {
  const own = parts.find((part) => part.actorId === viewer.personId);
  if (own?.role === 'specialist') return 'answer';
  return own?.role === 'referrer' ? 'note' : undefined;
}

/** An answer answers, and a further note of the other side opens the case again. */
export function statusAfter(status: CaseStatus, kind: CaseMessage['kind']): CaseStatus {
  if (status === 'rebooked') return 'rebooked';
  return kind === 'answer' ? 'answered' : 'open';
}
