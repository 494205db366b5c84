import { randomUUID } from 'node:crypto';
import type { Admission, Measurement, Rehearsal } from '@silkconsult/protocol';
import { REHEARSAL_PERMISSIONS } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { iceServers } from '../admission/iceServers.ts';
import { appointmentScope } from '../appointments/rules/access.ts';
import { findAppointment } from '../appointments/store.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Queries } from '../database/types.ts';
import { appendEvent } from '../events/store.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { findPerson } from '../sessions/store.ts';
import { refuseRehearsal } from './rules/access.ts';
import { judge } from './rules/verdict.ts';
import { insertRehearsal, rehearsalsOf, toRehearsal } from './store.ts';

async function requireConsult(db: Queries, viewer: Viewer, id: string, at: Date) {
  const row = await findAppointment(db, appointmentScope(viewer), id);
  if (!row) throw new RefusedError('not_found');
  refuseIf(
    refuseRehearsal(viewer, { status: row.status, start: row.starts_at, end: row.ends_at }, at),
  );
}

/**
 * A join token for a room of the viewer's own, which nobody else can name: what is produced there
 * comes back, and nothing of it is reported.
 *
 * @throws RefusedError `not_found`, `forbidden`, `appointment_cancelled`, `too_late`
 */
export async function admitToRehearsal(
  { db, config, now, tokens }: Context,
  viewer: Viewer,
  appointmentId: string,
): Promise<Admission> {
  const at = now();
  await requireConsult(db, viewer, appointmentId, at);
  const person = await findPerson(db, viewer.personId);
  if (!person) throw new RefusedError('not_found');
  const [language = 'en'] = person.languages;
  const { token, expiresAt } = tokens.signJoin({
    sub: viewer.personId,
    room: randomUUID(),
    encounter: randomUUID(),
    role: 'observer',
    name: person.name,
    organization: person.organization_name,
    spokenLanguage: language,
    captionLanguage: language,
    permissions: REHEARSAL_PERMISSIONS,
  });
  return {
    token,
    url: config.SIGNALING_URL ?? config.PUBLIC_URL,
    iceServers: iceServers(config.TURN_URLS, config.TURN_SECRET, viewer.personId, at),
    expiresAt: expiresAt.toISOString(),
  };
}

/**
 * Keeps what was measured, with the verdict, which is ours and not the browser's.
 *
 * @throws RefusedError `not_found`, `forbidden`, `appointment_cancelled`, `too_late`
 */
export async function recordRehearsal(
  { db, now, feed }: Context,
  viewer: Viewer,
  appointmentId: string,
  measurement: Measurement,
): Promise<Rehearsal> {
  return inTransaction(db, async (tx) => {
    const at = now();
    await requireConsult(tx, viewer, appointmentId, at);
    const id = randomUUID();
    await insertRehearsal(tx, {
      id,
      appointment_id: appointmentId,
      organization_id: viewer.organizationId,
      person_id: viewer.personId,
      at,
      ...judge(measurement),
      measurement: JSON.stringify(measurement),
    });
    await appendEvent(tx, 'rehearsalHeld', appointmentId, at);
    await recordAudit(tx, at, viewer, 'rehearse', 'appointment', appointmentId);
    const row = (await rehearsalsOf(tx, [appointmentId])).find((one) => one.id === id);
    if (!row) throw new Error('the rehearsal that was just written is the newest');
    return toRehearsal(row);
  }).finally(feed.poke);
}
