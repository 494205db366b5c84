import type { Rehearsal } from '@silkconsult/protocol';
import type { NewRow, Queries } from '../database/types.ts';

export async function insertRehearsal(db: Queries, row: NewRow<'rehearsal'>): Promise<void> {
  await db.insertInto('rehearsal').values(row).execute();
}

/** The newest rehearsal of each organisation for each of these appointments. */
export async function rehearsalsOf(db: Queries, appointmentIds: readonly string[]) {
  if (appointmentIds.length === 0) return [];
  return db
    .selectFrom('rehearsal')
    .innerJoin('organization', 'organization.id', 'rehearsal.organization_id')
    .distinctOn(['rehearsal.appointment_id', 'rehearsal.organization_id'])
    .select([
      'rehearsal.id',
      'rehearsal.appointment_id',
      'rehearsal.organization_id',
      'organization.name as organization_name',
      'rehearsal.at',
      'rehearsal.verdict',
      'rehearsal.findings',
      'rehearsal.measurement',
    ])
    .where('rehearsal.appointment_id', 'in', appointmentIds)
    .orderBy('rehearsal.appointment_id')
    .orderBy('rehearsal.organization_id')
    .orderBy('rehearsal.at', 'desc')
    .execute();
}
export type RehearsalRow = Awaited<ReturnType<typeof rehearsalsOf>>[number];

export function toRehearsal(row: RehearsalRow): Rehearsal {
  return {
    id: row.id,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    at: row.at.toISOString(),
    verdict: row.verdict,
    findings: row.findings,
    measurement: row.measurement,
  };
}
