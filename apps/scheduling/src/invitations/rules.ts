import type { AppointmentStatus, ParticipantRole } from '@silkconsult/protocol';
import { admissionWindow, type Times } from '../appointments/rules/times.ts';
import type { Reason } from '../rules/reason.ts';

/**
 * Until when a link is good: as long as its consult lets people in. It follows the consult when that
 * is rescheduled, so the patient's link stays the same.
 */
export function invitationExpiry(times: Times): Date {
  return admissionWindow(times).closesAt;
}

/** Why no link can be made for this participant; undefined when one can. */
export function refuseInvitation(
  appointment: Times & { status: AppointmentStatus },
  role: ParticipantRole | undefined,
  now: Date,
): Reason | undefined {
  if (role === undefined) return { code: 'not_a_participant' };
  if (role !== 'patient') return { code: 'role_mismatch', params: { role } };
  if (appointment.status === 'cancelled') return { code: 'appointment_cancelled' };
  const closesAt = invitationExpiry(appointment);
  return now < closesAt
    ? undefined
    : { code: 'too_late', params: { closesAt: closesAt.toISOString() } };
}

/** Why a link opens nothing (any more); undefined when it does. */
export function refuseOpening(
  invitation: { revokedAt: Date | null; expiresAt: Date } | undefined,
  now: Date,
): Reason | undefined {
  if (!invitation) return { code: 'invitation_invalid' };
  if (invitation.revokedAt) return { code: 'invitation_revoked' };
  return invitation.expiresAt <= now ? { code: 'invitation_expired' } : undefined;
}
