import type { Interpretation, ParticipantRole, ParticipationStatus } from '@silkconsult/protocol';
import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';
import type { Part } from './access.ts';

interface Attendance {
  role: ParticipantRole;
  status: ParticipationStatus;
}

/**
 * Whether an interpreter who was booked has dropped out and nobody has taken over. The consult stays
 * booked all the same: a patient is never sent away because an interpreter is missing.
 */
export function lacksInterpreter(
  interpretation: Interpretation | null,
  participants: readonly Attendance[],
): boolean {
  if (interpretation === 'none' || interpretation === 'captions-only') return false;
  const interpreters = participants.filter(({ role }) => role === 'interpreter');
  const coming = interpreters.filter(({ status }) => status !== 'declined').length;
  if (interpretation === 'direct') return coming === 0;
  return interpreters.some(({ status }) => status === 'declined') && coming === 0;
}

/** Captions alone carry a consult only if its specialist says so. */
export function refuseAgreement(
  viewer: Viewer,
  interpretation: Interpretation | null,
  parts: readonly Part[],
): Reason | undefined {
  if (interpretation !== 'captions-only') return undefined;
  const agrees = parts.some(
    ({ role, actorId }) => role === 'specialist' && actorId === viewer.personId,
  );
  return agrees ? undefined : { code: 'forbidden' };
}

/** Why this participant cannot be let go of; undefined for an interpreter, whom one can replace. */
export function refuseRelease(
  viewer: Viewer,
  part: Part | undefined,
  managing: Reason | undefined,
): Reason | undefined {
  if (!part) return { code: 'not_found' };
  if (part.role !== 'interpreter')
    return { code: 'role_mismatch', params: { actor: part.actorId, role: part.role } };
  return part.actorId === viewer.personId ? undefined : managing;
}
