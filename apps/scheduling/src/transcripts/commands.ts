import type { Transcript } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { appointmentScope } from '../appointments/rules/access.ts';
import { findAppointment, participantsOf } from '../appointments/store.ts';
import { toParts } from '../appointments/view.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
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
  const appointment = await findAppointment(db, appointmentScope(viewer), appointmentId);
  if (!appointment) throw new RefusedError('not_found');
  refuseIf(refuseReading(viewer, toParts(await participantsOf(db, [appointmentId]))));
  await recordAudit(db, now(), viewer, action, 'transcript', appointmentId);
  return viewTranscript(db, viewer, appointment);
}
