import type { Language, Transcript } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { appointmentScope } from '../appointments/rules/access.ts';
import { findAppointment, participantsOf } from '../appointments/store.ts';
import { toParts } from '../appointments/view.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { toMe } from '../sessions/me.ts';
import { findPerson } from '../sessions/store.ts';
import { toDocx } from './docx.ts';
import { refuseReading } from './rules/access.ts';
import { viewTranscript } from './view.ts';

/**
 * The transcript as the viewer may read it; each reading is on record.
 *
 * @throws RefusedError `not_found`, `forbidden`
 */
export async function readTranscript(
  { db, now }: Context,
  viewer: Viewer,
  appointmentId: string,
  action: 'read' | 'export' = 'read',
): Promise<Transcript> {
  return (await readWithConsult({ db, now }, viewer, appointmentId, action)).transcript;
}

async function readWithConsult(
  { db, now }: Pick<Context, 'db' | 'now'>,
  viewer: Viewer,
  appointmentId: string,
  action: 'read' | 'export',
) {
  const appointment = await findAppointment(db, appointmentScope(viewer), appointmentId);
  if (!appointment) throw new RefusedError('not_found');
  refuseIf(refuseReading(viewer, toParts(await participantsOf(db, [appointmentId]))));
  await recordAudit(db, now(), viewer, action, 'transcript', appointmentId);
  return { appointment, transcript: await viewTranscript(db, viewer, appointment) };
}

/**
 * The transcript as a document to print or to edit, on the reader's clock.
 *
 * @throws RefusedError `not_found`, `forbidden`
 */
export async function writeTranscriptDocument(
  context: Context,
  viewer: Viewer,
  appointmentId: string,
  language: Language,
): Promise<Buffer> {
  const read = await readWithConsult(context, viewer, appointmentId, 'export');
  const person = await findPerson(context.db, viewer.personId);
  const { reason, starts_at: start, ends_at: end } = read.appointment;
  return toDocx({
    ...{ transcript: read.transcript, reason, start, end, language },
    zone: person ? toMe(person).timeZone : 'UTC',
  });
}
