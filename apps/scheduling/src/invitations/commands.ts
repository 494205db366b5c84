import { randomUUID } from 'node:crypto';
import type { CreatedInvitation, Invitation, OpenedInvitation } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { appointmentScope, refuseManaging } from '../appointments/rules/access.ts';
import { findAppointment, participantsOf } from '../appointments/store.ts';
import { toParts, viewAppointment } from '../appointments/view.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Queries } from '../database/types.ts';
import { appendEvent } from '../events/store.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { toSession } from '../sessions/commands.ts';
import { hashSecret, newSecret } from '../sessions/secrets.ts';
import { findPerson, insertSession, revokeSessionsOfInvitation } from '../sessions/store.ts';
import { invitationExpiry, refuseInvitation, refuseOpening } from './rules.ts';
import type { InvitationRow } from './store.ts';
import * as store from './store.ts';

function toInvitation(row: InvitationRow, expiresAt: Date): Invitation {
  return {
    id: row.id,
    appointmentId: row.appointment_id,
    actor: row.actor_id,
    expiresAt: expiresAt.toISOString(),
    revokedAt: row.revoked_at?.toISOString(),
    openedAt: row.opened_at?.toISOString(),
  };
}

/** The appointment as far as the viewer may manage it. */
async function managed(db: Queries, viewer: Viewer, id: string) {
  const appointment = await findAppointment(db, appointmentScope(viewer), id);
  if (!appointment) throw new RefusedError('not_found');
  const participants = await participantsOf(db, [id]);
  refuseIf(refuseManaging(viewer, toParts(participants)));
  const times = { start: appointment.starts_at, end: appointment.ends_at };
  return { appointment, participants, times };
}

/**
 * Makes a link for a patient of the appointment. Its secret is in the answer and nowhere else: the
 * database keeps a hash, and browsers never send a fragment to a server.
 */
export async function invite(
  context: Context,
  viewer: Viewer,
  appointmentId: string,
  actor: string,
): Promise<CreatedInvitation> {
  const { db, config, now } = context;
  const at = now();
  const secret = newSecret();
  return inTransaction(db, async (tx) => {
    const { appointment, participants, times } = await managed(tx, viewer, appointmentId);
    const role = participants.find((participant) => participant.actor_id === actor)?.role;
    refuseIf(refuseInvitation({ ...times, status: appointment.status }, role, at));
    const row = {
      id: randomUUID(),
      appointment_id: appointmentId,
      actor_id: actor,
      token_hash: hashSecret(secret),
      created_by: viewer.personId,
      created_at: at,
      revoked_at: null,
      opened_at: null,
    };
    await store.insertInvitation(tx, row);
    await recordAudit(tx, at, viewer, 'invite', 'invitation', row.id);
    return {
      ...toInvitation(row, invitationExpiry(times)),
      link: `${config.PUBLIC_URL}/i#${secret}`,
    };
  });
}

/** The links of an appointment, without their secrets. */
export async function readInvitations(
  { db }: Context,
  viewer: Viewer,
  appointmentId: string,
): Promise<Invitation[]> {
  const { times } = await managed(db, viewer, appointmentId);
  const rows = await store.listInvitations(db, appointmentId);
  return rows.map((row) => toInvitation(row, invitationExpiry(times)));
}

/** Ends a link, and the sessions that it opened, at once. Doing it twice is no error. */
export async function revoke(
  context: Context,
  viewer: Viewer,
  appointmentId: string,
  invitationId: string,
): Promise<void> {
  const { db, now } = context;
  const at = now();
  await inTransaction(db, async (tx) => {
    await managed(tx, viewer, appointmentId);
    const outcome = await store.revokeInvitation(tx, appointmentId, invitationId, at);
    if (outcome === 'unknown') throw new RefusedError('not_found');
    if (outcome === 'already') return;
    await revokeSessionsOfInvitation(tx, invitationId, at);
    await appendEvent(tx, 'invitationRevoked', appointmentId, at);
    await recordAudit(tx, at, viewer, 'revoke', 'invitation', invitationId);
  });
  context.feed.poke();
}

/**
 * Opens a patient's session for the link's appointment alone. There is no refresh cookie: the access
 * token lives for minutes, and the page, which still has the link, opens it again. So nothing that
 * outlives the page stays on a clinic's shared computer.
 *
 * @throws RefusedError `invitation_invalid`, `invitation_revoked` or `invitation_expired`.
 */
export async function openInvitation(context: Context, secret: string): Promise<OpenedInvitation> {
  const { db, now } = context;
  const at = now();
  const opened = await inTransaction(db, async (tx) => {
    const invitation = await store.findByTokenHash(tx, hashSecret(secret));
    const appointment =
      invitation && (await findAppointment(tx, { type: 'all' }, invitation.appointment_id));
    const expiresAt =
      appointment && invitationExpiry({ start: appointment.starts_at, end: appointment.ends_at });
    const state = invitation && expiresAt && { revokedAt: invitation.revoked_at, expiresAt };
    refuseIf(refuseOpening(state, at));
    if (!invitation || !appointment || !expiresAt) throw new RefusedError('invitation_invalid');
    const person = await findPerson(tx, invitation.actor_id);
    if (!person) throw new RefusedError('invitation_invalid');
    const sessionId = randomUUID();
    await insertSession(tx, {
      id: sessionId,
      actorId: invitation.actor_id,
      invitationId: invitation.id,
      createdAt: at,
      expiresAt,
    });
    if (!invitation.opened_at) {
      await store.markOpened(tx, invitation.id, at);
      await appendEvent(tx, 'invitationOpened', appointment.id, at);
    }
    const who = { personId: person.id, sessionId };
    await recordAudit(tx, at, who, 'open', 'invitation', invitation.id);
    return {
      ...toSession(context, person, sessionId, appointment.id),
      appointment: await viewAppointment(tx, appointment),
    };
  });
  context.feed.poke();
  return opened;
}
