import type { Consent } from '@silkconsult/protocol';
import type { NewRow, Queries } from '../database/types.ts';

export async function insertConsent(db: Queries, row: NewRow<'consent'>): Promise<void> {
  await db.insertInto('consent').values(row).execute();
}

/** The newest word of each patient of these appointments. */
export async function consentsOf(db: Queries, appointmentIds: readonly string[]) {
  if (appointmentIds.length === 0) return [];
  return db
    .selectFrom('consent')
    .innerJoin('actor', 'actor.id', 'consent.recorded_by')
    .distinctOn(['consent.appointment_id', 'consent.patient_id'])
    .select([
      'consent.appointment_id',
      'consent.patient_id',
      'consent.status',
      'consent.at',
      'actor.name as recorded_by',
    ])
    .where('consent.appointment_id', 'in', appointmentIds)
    .orderBy('consent.appointment_id')
    .orderBy('consent.patient_id')
    .orderBy('consent.id', 'desc')
    .execute();
}
export type ConsentRow = Awaited<ReturnType<typeof consentsOf>>[number];

export function toConsent(row: ConsentRow): Consent {
  return {
    patient: row.patient_id,
    status: row.status,
    recordedBy: row.recorded_by,
    at: row.at.toISOString(),
  };
}
