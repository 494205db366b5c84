import { randomUUID } from 'node:crypto';
import type { Admission, admissionRequestSchema } from '@silkconsult/protocol';
import { PERMISSIONS_OF } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import type { z } from 'zod';
import { findAppointment, participantsOf } from '../appointments/store.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { ensureEncounter } from '../encounters/store.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { iceServers } from './iceServers.ts';
import { refuseAdmission } from './rules.ts';

/**
 * Signs what signalling needs to know of a participant into a join token for this one room.
 *
 * A coordinator who sees the appointment but takes no part in it is told so; for who may not even
 * see it, it is not a participant's either: whether it exists is not told.
 *
 * @throws RefusedError with the reason why not (yet, any more).
 */
export async function admit(
  context: Context,
  viewer: Viewer,
  appointmentId: string,
  wish: z.output<typeof admissionRequestSchema>,
): Promise<Admission> {
  const { db, config, now, tokens } = context;
  const at = now();
  const appointment =
    viewer.appointmentId === undefined || viewer.appointmentId === appointmentId
      ? await findAppointment(db, { type: 'participant', actorId: viewer.personId }, appointmentId)
      : undefined;
  if (!appointment) throw new RefusedError('not_a_participant');
  const self = (await participantsOf(db, [appointmentId])).find(
    ({ actor_id, status }) => actor_id === viewer.personId && status !== 'declined',
  );
  const times = { start: appointment.starts_at, end: appointment.ends_at };
  refuseIf(refuseAdmission({ ...times, status: appointment.status, role: self?.role }, at));
  if (!self || self.role === 'location') throw new RefusedError('not_a_participant');
  const encounter = await inTransaction(db, async (tx) => {
    await recordAudit(tx, at, viewer, 'admit', 'appointment', appointmentId);
    return ensureEncounter(tx, appointmentId, randomUUID());
  });
  const own = self.languages[0] ?? 'en';
  const { token, expiresAt } = tokens.signJoin({
    sub: viewer.personId,
    room: appointmentId,
    encounter,
    role: self.role,
    name: self.name,
    nativeName: self.native_name ?? undefined,
    organization: self.organization_name,
    spokenLanguage: wish.spokenLanguage ?? own,
    captionLanguage: wish.captionLanguage ?? own,
    permissions: PERMISSIONS_OF[self.role],
  });
  return {
    token,
    url: config.SIGNALING_URL ?? config.PUBLIC_URL,
    iceServers: iceServers(config.TURN_URLS, config.TURN_SECRET, viewer.personId, at),
    expiresAt: expiresAt.toISOString(),
  };
}
