import type { Transcript } from '@silkconsult/protocol';
import type { AppointmentRow } from '../appointments/store.ts';
import { participantsOf } from '../appointments/store.ts';
import type { Queries } from '../database/types.ts';
import type { Viewer } from '../rules/viewer.ts';
import { viewSpeakers } from '../speakerConsents/view.ts';
import { toLines } from './rules/lines.ts';
import { segmentsOf } from './store.ts';

export async function viewTranscript(
  db: Queries,
  viewer: Viewer,
  { id, starts_at }: Pick<AppointmentRow, 'id' | 'starts_at'>,
): Promise<Transcript> {
  return {
    appointmentId: id,
    start: starts_at.toISOString(),
    speakers: await viewSpeakers(db, viewer, id, await participantsOf(db, [id])),
    lines: toLines(await segmentsOf(db, id)),
  };
}
