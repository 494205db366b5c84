import type { ConsultSpeaker, NewSpeakerConsent, SpeakerConsents } from '@silkconsult/protocol';
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
import { deleteSegments } from '../transcripts/store.ts';
import { refuseRecording } from './rules/access.ts';
import { insertWord, wordsFor, wordsOf } from './store.ts';
import { viewSpeakers } from './view.ts';

/** What a word is called in the event stream and in the audit. */
const NAMES = {
  transcript: { event: 'transcriptChanged', entity: 'transcript' },
  outsideEngines: { event: 'outsideEnginesChanged', entity: 'outside engines' },
} as const;

/**
 * The speakers of a consult with what they said yes and no to: for everybody who sees the consult.
 *
 * @throws RefusedError `not_found`
 */
export async function readSpeakers(
  { db }: Context,
  viewer: Viewer,
  appointmentId: string,
): Promise<{ speakers: ConsultSpeaker[] }> {
  if (!(await findAppointment(db, appointmentScope(viewer), appointmentId)))
    throw new RefusedError('not_found');
  const rows = await participantsOf(db, [appointmentId]);
  return { speakers: await viewSpeakers(db, viewer, appointmentId, rows) };
}

/**
 * Writes down what a speaker says yes or no to. A withdrawal from the transcript deletes everything
 * of theirs and stays the last word: what arrives after it is refused.
 *
 * @throws RefusedError `not_found`, `actor_unknown`, `forbidden`, `transcript_withdrawn`
 */
export async function recordSpeakerConsent(
  { db, now, feed }: Context,
  viewer: Viewer,
  appointmentId: string,
  { purpose, speaker, status }: NewSpeakerConsent,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (!(await findAppointment(tx, appointmentScope(viewer), appointmentId)))
      throw new RefusedError('not_found');
    await lockAppointment(tx, appointmentId);
    refuseIf(refuseRecording(viewer, toParts(await participantsOf(tx, [appointmentId])), speaker));
    const known = await wordsFor(tx, appointmentId, purpose);
    const before = known.find(({ speaker_id }) => speaker_id === speaker);
    if (before?.status === status) return;
    if (before?.status === 'withdrawn') throw new RefusedError('transcript_withdrawn');
    const at = now();
    await insertWord(tx, {
      appointment_id: appointmentId,
      speaker_id: speaker,
      purpose,
      status,
      recorded_by: viewer.personId,
      at,
    });
    if (status === 'withdrawn') await deleteSegments(tx, appointmentId, speaker);
    const { event, entity } = NAMES[purpose];
    await appendEvent(tx, event, appointmentId, at);
    await recordAudit(tx, at, viewer, `consent ${status}`, entity, appointmentId);
  }).finally(feed.poke);
}

/** What signalling may do with the words of a room. */
export async function tellConsents({ db }: Context, roomId: string): Promise<SpeakerConsents> {
  const words = await wordsOf(db, roomId);
  const participants = await participantsOf(db, [roomId]);
  const saying = (purpose: (typeof words)[number]['purpose'], status: string) =>
    words.filter((word) => word.purpose === purpose && word.status === status);
  const ids = (of: typeof words) => of.map(({ speaker_id }) => speaker_id);
  return {
    transcript: {
      kept: saying('transcript', 'given').map(({ speaker_id, at }) => ({
        speakerId: speaker_id,
        since: at.toISOString(),
      })),
      withdrawn: ids(saying('transcript', 'withdrawn')),
    },
    outsideEngines: {
      given: ids(saying('outsideEngines', 'given')),
      refused: ids(saying('outsideEngines', 'refused')),
      patients: participants.filter(({ role }) => role === 'patient').map((one) => one.actor_id),
    },
  };
}
