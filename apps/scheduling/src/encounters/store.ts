import type { EncounterReport } from '@silkconsult/protocol';
import { sql } from 'kysely';
import type { NewRow, Queries } from '../database/types.ts';

/** The appointment's encounter, made (planned) when it is first asked for. */
export async function ensureEncounter(
  db: Queries,
  appointmentId: string,
  newId: string,
): Promise<string> {
  await db
    .insertInto('encounter')
    .values({ id: newId, appointment_id: appointmentId, status: 'planned' })
    .onConflict((conflict) => conflict.column('appointment_id').doNothing())
    .execute();
  const { id } = await db
    .selectFrom('encounter')
    .select('id')
    .where('appointment_id', '=', appointmentId)
    .executeTakeFirstOrThrow();
  return id;
}

export async function encountersOf(db: Queries, appointmentIds: readonly string[]) {
  if (appointmentIds.length === 0) return [];
  return db
    .selectFrom('encounter')
    .selectAll()
    .where('appointment_id', 'in', appointmentIds)
    .execute();
}
export type EncounterRow = Awaited<ReturnType<typeof encountersOf>>[number];

export async function staysOf(db: Queries, encounterIds: readonly string[]) {
  if (encounterIds.length === 0) return [];
  return db
    .selectFrom('stay')
    .innerJoin('actor', 'actor.id', 'stay.person_id')
    .select([
      'stay.encounter_id',
      'stay.person_id',
      'actor.name',
      'stay.role',
      'stay.joined_at',
      'stay.left_at',
      'stay.left_because',
    ])
    .where('stay.encounter_id', 'in', encounterIds)
    .orderBy('stay.joined_at')
    .orderBy('stay.id')
    .execute();
}
export type StayRow = Awaited<ReturnType<typeof staysOf>>[number];

/** The encounter if it belongs to that room; locked, so that reports are applied one by one. */
export async function lockEncounter(db: Queries, id: string, appointmentId: string) {
  return db
    .selectFrom('encounter')
    .select(['id', 'appointment_id', 'status'])
    .where('id', '=', id)
    .where('appointment_id', '=', appointmentId)
    .forUpdate()
    .executeTakeFirst();
}

export async function isParticipant(
  db: Queries,
  appointmentId: string,
  personId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('participant')
    .select('actor_id')
    .where('appointment_id', '=', appointmentId)
    .where('actor_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns Whether the report is new. */
export async function insertReport(
  db: Queries,
  report: Exclude<EncounterReport, { type: 'lineKept' }>,
): Promise<boolean> {
  const about = 'stayId' in report ? report : undefined;
  const row: NewRow<'encounter_report'> = {
    report_id: report.reportId,
    encounter_id: report.encounterId,
    type: report.type,
    at: new Date(report.at),
    person_id: about?.personId ?? null,
    stay_id: about?.stayId ?? null,
    role: about && 'role' in about ? about.role : null,
    reason: report.type === 'participantLeft' ? report.reason : null,
  };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('encounter_report')
    .values(row)
    .onConflict((conflict) => conflict.column('report_id').doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

export async function reportsOf(db: Queries, encounterId: string) {
  return db
    .selectFrom('encounter_report')
    .select(['type', 'at', 'person_id as personId', 'stay_id as stayId', 'role', 'reason'])
    .where('encounter_id', '=', encounterId)
    .orderBy('at')
    .orderBy('report_id')
    .execute();
}

export async function saveEncounter(
  db: Queries,
  id: string,
  encounter: Pick<EncounterRow, 'status' | 'started_at' | 'finished_at'>,
  stays: readonly NewRow<'stay'>[],
): Promise<void> {
  await db.updateTable('encounter').set(encounter).where('id', '=', id).execute();
  if (stays.length === 0) return;
  await db
    .insertInto('stay')
    .values(stays)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        joined_at: sql`excluded.joined_at`,
        left_at: sql`excluded.left_at`,
        left_because: sql`excluded.left_because`,
      }),
    )
    .execute();
}

export async function saveWaits(db: Queries, waits: readonly NewRow<'waiting'>[]): Promise<void> {
  if (waits.length === 0) return;
  await db
    .insertInto('waiting')
    .values(waits)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ since: sql`excluded.since`, until: sql`excluded.until` }),
    )
    .execute();
}

/** Who waits in a lobby at this moment, and since when. */
export async function waitsOf(db: Queries, encounterIds: readonly string[]) {
  if (encounterIds.length === 0) return [];
  return db
    .selectFrom('waiting')
    .select(['encounter_id', 'person_id', 'role', 'since'])
    .where('encounter_id', 'in', encounterIds)
    .where('until', 'is', null)
    .orderBy('since')
    .execute();
}
