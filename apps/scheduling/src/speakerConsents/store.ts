import type { ConsentPurpose } from '@silkconsult/protocol';
import type { NewRow, Queries } from '../database/types.ts';

export async function insertWord(db: Queries, row: NewRow<'speaker_consent'>): Promise<void> {
  await db.insertInto('speaker_consent').values(row).execute();
}

/** The newest word of each speaker of the consult, for each purpose. */
export async function wordsOf(db: Queries, appointmentId: string) {
  return db
    .selectFrom('speaker_consent')
    .innerJoin('actor', 'actor.id', 'speaker_consent.recorded_by')
    .distinctOn(['speaker_consent.purpose', 'speaker_consent.speaker_id'])
    .select([
      'speaker_consent.speaker_id',
      'speaker_consent.purpose',
      'speaker_consent.status',
      'speaker_consent.at',
      'actor.name as recorded_by',
    ])
    .where('speaker_consent.appointment_id', '=', appointmentId)
    .orderBy('speaker_consent.purpose')
    .orderBy('speaker_consent.speaker_id')
    .orderBy('speaker_consent.id', 'desc')
    .execute();
}

export async function wordsFor(db: Queries, appointmentId: string, purpose: ConsentPurpose) {
  const words = await wordsOf(db, appointmentId);
  return words.filter((word) => word.purpose === purpose);
}
