import type { ConsultSpeaker, SpeakerWord } from '@silkconsult/protocol';
import type { ParticipantRow } from '../appointments/store.ts';
import { toParts } from '../appointments/view.ts';
import type { Queries } from '../database/types.ts';
import type { Viewer } from '../rules/viewer.ts';
import { refuseRecording } from './rules/access.ts';
import { wordsOf } from './store.ts';

/** Who speaks in a consult, what they said yes and no to, and for whom the viewer may answer. */
export async function viewSpeakers(
  db: Queries,
  viewer: Viewer,
  appointmentId: string,
  rows: readonly ParticipantRow[],
): Promise<ConsultSpeaker[]> {
  const parts = toParts(rows);
  const words = await wordsOf(db, appointmentId);
  return rows
    .filter(({ role }) => role !== 'location' && role !== 'observer')
    .map((row) => {
      const own = words
        .filter(({ speaker_id }) => speaker_id === row.actor_id)
        .map(({ purpose, status, recorded_by, at }): [string, SpeakerWord] => [
          purpose,
          { status, recordedBy: recorded_by, at: at.toISOString() },
        ]);
      return {
        id: row.actor_id,
        name: row.name,
        nativeName: row.native_name ?? undefined,
        role: row.role,
        words: Object.fromEntries(own),
        mayRecord: refuseRecording(viewer, parts, row.actor_id) === undefined,
      };
    });
}
