import type { LineReport } from '@silkconsult/protocol';
import { foldText } from '@silkconsult/protocol';
import type { Queries } from '../database/types.ts';

/** @returns Whether this revision is new. */
export async function insertSegment(
  db: Queries,
  { roomId, personId, segment }: Pick<LineReport, 'roomId' | 'personId' | 'segment'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('transcript_segment')
    .values({
      appointment_id: roomId,
      segment_id: segment.segmentId,
      language: segment.language,
      revision: segment.revision,
      speaker_id: personId,
      segment: JSON.stringify(segment),
      search_text: foldText(segment.text),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

export async function segmentsOf(db: Queries, appointmentId: string) {
  const rows = await db
    .selectFrom('transcript_segment')
    .select('segment')
    .where('appointment_id', '=', appointmentId)
    .execute();
  return rows.map(({ segment }) => segment);
}

/** All revisions in all languages of what somebody said in the consult. */
export async function deleteSegments(
  db: Queries,
  appointmentId: string,
  speakerId: string,
): Promise<void> {
  await db
    .deleteFrom('transcript_segment')
    .where('appointment_id', '=', appointmentId)
    .where('speaker_id', '=', speakerId)
    .execute();
}
