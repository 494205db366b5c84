import type { ParticipantRole } from '@silkconsult/protocol';
import { foldText } from '@silkconsult/protocol';
import { sql } from 'kysely';
import type { AppointmentScope } from '../../appointments/rules/access.ts';
import { inScope } from '../../appointments/store.ts';
import type { Queries } from '../../database/types.ts';
import { likeWord } from './rules/hits.ts';

const BATCH = 500;

/** Makes what is searched in, of rows from before there was a search. */
export async function makeSearchTexts(db: Queries): Promise<void> {
  for (;;) {
    const rows = await db
      .selectFrom('transcript_segment')
      .select(['appointment_id', 'segment_id', 'language', 'revision', 'segment'])
      .where('search_text', 'is', null)
      .limit(BATCH)
      .execute();
    if (rows.length === 0) return;
    for (const { segment, ...key } of rows) {
      await db
        .updateTable('transcript_segment')
        .set({ search_text: foldText(segment.text) })
        .where('appointment_id', '=', key.appointment_id)
        .where('segment_id', '=', key.segment_id)
        .where('language', '=', key.language)
        .where('revision', '=', key.revision)
        .execute();
    }
  }
}

interface Wanted {
  scope: AppointmentScope;
  /** Whose transcripts: of all consults in the scope, or of those in which the person has such a part. */
  readsBy: 'all' | readonly ParticipantRole[];
  personId: string;
  words: readonly string[];
  limit: number;
}

/** Lines with a text that holds all the words; the newest consult first. */
export async function findLines(db: Queries, wanted: Wanted) {
  const { scope, readsBy, personId, words, limit } = wanted;
  return db
    .selectFrom('transcript_segment')
    .innerJoin('appointment', 'appointment.id', 'transcript_segment.appointment_id')
    .select([
      'transcript_segment.appointment_id',
      'transcript_segment.segment_id',
      'appointment.starts_at',
      sql<number>`min((transcript_segment.segment->>'t0Ms')::double precision)`.as('said_at'),
    ])
    .where(inScope(scope))
    .where((eb) =>
      readsBy === 'all'
        ? eb.lit(true)
        : eb.exists(
            eb
              .selectFrom('participant')
              .select('participant.actor_id')
              .whereRef('participant.appointment_id', '=', 'appointment.id')
              .where('participant.actor_id', '=', personId)
              .where('participant.role', 'in', [...readsBy]),
          ),
    )
    .where((eb) =>
      eb.and(words.map((word) => eb('transcript_segment.search_text', 'like', likeWord(word)))),
    )
    .groupBy([
      'transcript_segment.appointment_id',
      'transcript_segment.segment_id',
      'appointment.starts_at',
    ])
    .orderBy('appointment.starts_at', 'desc')
    .orderBy('transcript_segment.appointment_id')
    .orderBy('said_at')
    .orderBy('transcript_segment.segment_id')
    .limit(limit)
    .execute();
}
export type LineRow = Awaited<ReturnType<typeof findLines>>[number];

/** All revisions of these lines. */
export async function segmentsOfLines(db: Queries, rows: readonly LineRow[]) {
  if (rows.length === 0) return [];
  const found = await db
    .selectFrom('transcript_segment')
    .select('segment')
    .where(
      'appointment_id',
      'in',
      rows.map((row) => row.appointment_id),
    )
    .where(
      'segment_id',
      'in',
      rows.map((row) => row.segment_id),
    )
    .execute();
  return found.map(({ segment }) => segment);
}
