import type { Transcript, TranscriptSpeaker } from '@silkconsult/protocol';
import type { AppointmentRow, ParticipantRow } from '../appointments/store.ts';
import { participantsOf } from '../appointments/store.ts';
import { toParts } from '../appointments/view.ts';
import type { Queries } from '../database/types.ts';
import type { Viewer } from '../rules/viewer.ts';
import { refuseRecording } from './rules/access.ts';
import { toLines } from './rules/lines.ts';
import { segmentsOf, transcriptConsentsOf } from './store.ts';

async function speakersOf(
  db: Queries,
  viewer: Viewer,
  appointmentId: string,
  rows: readonly ParticipantRow[],
): Promise<TranscriptSpeaker[]> {
  const parts = toParts(rows);
  const consents = await transcriptConsentsOf(db, appointmentId);
  return rows
    .filter(({ role }) => role !== 'location' && role !== 'observer')
    .map((row) => {
      const consent = consents.find(({ speaker_id }) => speaker_id === row.actor_id);
      return {
        id: row.actor_id,
        name: row.name,
        nativeName: row.native_name ?? undefined,
        role: row.role,
        consent: consent && {
          status: consent.status,
          recordedBy: consent.recorded_by,
          at: consent.at.toISOString(),
        },
        mayRecord: refuseRecording(viewer, parts, row.actor_id) === undefined,
      };
    });
}

export async function viewTranscript(
  db: Queries,
  viewer: Viewer,
  { id, starts_at }: Pick<AppointmentRow, 'id' | 'starts_at'>,
): Promise<Transcript> {
  return {
    appointmentId: id,
    start: starts_at.toISOString(),
    speakers: await speakersOf(db, viewer, id, await participantsOf(db, [id])),
    lines: toLines(await segmentsOf(db, id)),
  };
}
