import type { NewTranscriptConsent, Transcript, TranscriptConsents } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { appointmentScope } from '../appointments/rules/access.ts';
import { findAppointment, lockAppointment, participantsOf } from '../appointments/store.ts';
import { toParts } from '../appointments/view.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { appendEvent } from '../events/store.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { refuseReading, refuseRecording } from './rules/access.ts';
import { deleteSegments, insertTranscriptConsent, transcriptConsentsOf } from './store.ts';
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

/**
 * Writes down what a speaker says about the transcript. A withdrawal deletes everything of theirs
 * and stays the last word: what arrives after it is refused.
 *
 * @throws RefusedError `not_found`, `actor_unknown`, `forbidden`, `transcript_withdrawn`
 */
export async function recordTranscriptConsent(
  { db, now, feed }: Context,
  viewer: Viewer,
  appointmentId: string,
  { speaker, status }: NewTranscriptConsent,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (!(await findAppointment(tx, appointmentScope(viewer), appointmentId)))
      throw new RefusedError('not_found');
    await lockAppointment(tx, appointmentId);
    refuseIf(refuseRecording(viewer, toParts(await participantsOf(tx, [appointmentId])), speaker));
    const known = await transcriptConsentsOf(tx, appointmentId);
    const before = known.find(({ speaker_id }) => speaker_id === speaker);
    if (before?.status === status) return;
    if (before?.status === 'withdrawn') throw new RefusedError('transcript_withdrawn');
    const at = now();
    await insertTranscriptConsent(tx, {
      appointment_id: appointmentId,
      speaker_id: speaker,
      status,
      recorded_by: viewer.personId,
      at,
    });
    if (status === 'withdrawn') await deleteSegments(tx, appointmentId, speaker);
    await appendEvent(tx, 'transcriptChanged', appointmentId, at);
    await recordAudit(tx, at, viewer, `consent ${status}`, 'transcript', appointmentId);
  }).finally(feed.poke);
}

/** Whose lines signalling may hand over, and whose it has to forget. */
export async function tellConsents(
  { db }: Context,
  appointmentId: string,
): Promise<TranscriptConsents> {
  const consents = await transcriptConsentsOf(db, appointmentId);
  return {
    kept: consents
      .filter(({ status }) => status === 'given')
      .map(({ speaker_id, at }) => ({ speakerId: speaker_id, since: at.toISOString() })),
    withdrawn: consents
      .filter(({ status }) => status === 'withdrawn')
      .map(({ speaker_id }) => speaker_id),
  };
}
