import type { EncounterReport } from '@silkconsult/protocol';
import { holdsTime } from '../appointments/rules/status.ts';
import { deleteHolds, lockAppointment, updateAppointment } from '../appointments/store.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Tx } from '../database/types.ts';
import { appendEvent } from '../events/store.ts';
import { closeOffers, stopCallingThePresent } from '../offers/follow.ts';
import { followConsult } from '../serviceRequests/follow.ts';
import { keepLine } from '../transcripts/keep.ts';
import { followEncounter, tellEncounter } from './rules.ts';
import * as store from './store.ts';

/** How many reports were new, were known already, or told of an encounter or person unknown here. */
export interface ReportsOutcome {
  applied: number;
  duplicates: number;
  unknown: number;
  /** Lines whose speaker does not consent, or no longer. */
  refused: number;
}

async function keepReport(tx: Tx, report: EncounterReport): Promise<keyof ReportsOutcome> {
  const encounter = await store.lockEncounter(tx, report.encounterId, report.roomId);
  if (!encounter) return 'unknown';
  if ('personId' in report && !(await store.isParticipant(tx, report.roomId, report.personId)))
    return 'unknown';
  if (report.type === 'lineKept') return keepLine(tx, report);
  return (await store.insertReport(tx, report)) ? 'applied' : 'duplicates';
}

/** Brings encounter, stays and appointment in step with all reports of the encounter. */
async function followReports(
  context: Context,
  tx: Tx,
  encounterId: string,
  appointmentId: string,
  at: Date,
) {
  const rows = await store.reportsOf(tx, encounterId);
  const told = tellEncounter(rows);
  await store.saveEncounter(
    tx,
    encounterId,
    { status: told.status, started_at: told.startedAt, finished_at: told.finishedAt },
    told.stays.map((stay) => ({
      id: stay.id,
      encounter_id: encounterId,
      person_id: stay.personId,
      role: stay.role,
      joined_at: stay.joinedAt,
      left_at: stay.leftAt,
      left_because: stay.leftBecause,
    })),
  );
  await store.saveWaits(
    tx,
    told.waits.map((wait) => ({
      id: wait.id,
      encounter_id: encounterId,
      person_id: wait.personId,
      role: wait.role,
      since: wait.since,
      until: wait.until,
    })),
  );
  await appendEvent(tx, 'encounterChanged', appointmentId, at);
  const appointment = await lockAppointment(tx, appointmentId);
  if (!appointment) return;
  await stopCallingThePresent(context, tx, appointmentId, at);
  for (const status of followEncounter(appointment.status, told)) {
    await updateAppointment(tx, appointmentId, { status });
    if (!holdsTime(status)) await deleteHolds(tx, appointmentId);
    await followConsult(tx, appointment.service_request_id, status, at);
    await closeOffers(context, tx, appointmentId, status, at);
    await appendEvent(tx, 'appointmentStatusChanged', appointmentId, at);
    await recordAudit(tx, at, undefined, status, 'appointment', appointmentId);
  }
}

/**
 * Applies what signalling reports, all or nothing. A report that was applied before is counted and
 * skipped; one about something unknown is counted and dropped, because sending it again would never
 * help and must not block those behind it.
 */
export async function applyReports(
  context: Context,
  reports: readonly EncounterReport[],
): Promise<ReportsOutcome> {
  const { db, now, logger } = context;
  const outcome = await inTransaction(db, async (tx) => {
    const counts: ReportsOutcome = { applied: 0, duplicates: 0, unknown: 0, refused: 0 };
    const changed = new Map<string, string>();
    // Always in the same order, so that two batches never wait for each other crosswise.
    const ordered = reports.toSorted((a, b) => (a.encounterId < b.encounterId ? -1 : 1));
    for (const report of ordered) {
      const fate = await keepReport(tx, report);
      counts[fate] += 1;
      if (fate === 'applied' && report.type !== 'lineKept')
        changed.set(report.encounterId, report.roomId);
    }
    for (const [encounterId, appointmentId] of changed)
      await followReports(context, tx, encounterId, appointmentId, now());
    return counts;
  });
  if (outcome.unknown > 0)
    logger.warn({ count: outcome.unknown }, 'reports about an unknown encounter or person');
  context.feed.poke();
  return outcome;
}
