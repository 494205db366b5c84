import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type AppointmentRow,
  deleteHolds,
  findAppointment,
  lockAppointment,
  updateAppointment,
} from '../appointments/store.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Queries, Tx } from '../database/types.ts';
import { applyReports } from '../encounters/commands.ts';
import { tellEncounter } from '../encounters/rules.ts';
import { encountersOf, reportsOf } from '../encounters/store.ts';
import { appendEvent } from '../events/store.ts';
import { defineJob } from '../jobs/define.ts';
import { closeOffers } from '../offers/follow.ts';
import { followConsult } from '../serviceRequests/follow.ts';
import { openCase } from '../writtenCases/open.ts';
import { failureOf, isOverdue, lastSign } from './rules.ts';

const BATCH = 200;
/** Older ones belong to the time before this job was there. */
const LOOK_BACK = 7 * 24 * 3_600_000;

/** What signalling told of a consult's encounter, if anything. */
async function presenceOf(db: Queries, { id, status, ends_at }: AppointmentRow) {
  const [encounter] = await encountersOf(db, [id]);
  const told = tellEncounter(encounter ? await reportsOf(db, encounter.id) : []);
  const { stays, waits } = told;
  return { encounter, isFinished: told.finishedAt !== null, status, end: ends_at, stays, waits };
}

/** One consult in a transaction of its own: what has changed since it was listed is looked at again. */
async function concludeOne(context: Context, tx: Tx, id: string, at: Date): Promise<void> {
  const consult = await lockAppointment(tx, id);
  if (!consult) return;
  const presence = await presenceOf(tx, consult);
  const cause = failureOf(presence, at);
  const status = isOverdue(presence, at) ? 'fulfilled' : cause && 'noshow';
  if (!status) return;
  await updateAppointment(tx, id, { status });
  await deleteHolds(tx, id);
  await followConsult(tx, consult.service_request_id, status, at);
  await closeOffers(context, tx, id, status, at);
  if (cause) await openCase(tx, id, cause, at);
  await appendEvent(tx, 'appointmentStatusChanged', id, at);
  await recordAudit(tx, at, undefined, status, 'appointment', id);
}

/** Reports the end of an encounter that nobody reported: it must not be in progress for ever. */
async function finishOverdue(context: Context, id: string, at: Date): Promise<void> {
  const consult = await findAppointment(context.db, { type: 'all' }, id);
  if (consult?.status !== 'arrived') return;
  const presence = await presenceOf(context.db, consult);
  const { encounter } = presence;
  if (!encounter || presence.isFinished || !isOverdue(presence, at)) return;
  await applyReports(context, [
    {
      type: 'encounterFinished',
      reportId: randomUUID(),
      encounterId: encounter.id,
      roomId: id,
      at: lastSign(presence).toISOString(),
    },
  ]);
}

/**
 * Consults whose time is over and in which nobody met become no-shows and written cases; those in
 * which they met, and of which nobody said that they are over, are fulfilled hours later.
 */
export const concludeConsults = defineJob(
  'conclude-consults',
  z.object({}),
  async (context: Context) => {
    const { db, now, feed } = context;
    const at = now();
    const due = await db
      .selectFrom('appointment')
      .select('id')
      .where('status', 'in', ['booked', 'arrived'])
      .where('ends_at', '<=', at)
      .where('ends_at', '>', new Date(at.getTime() - LOOK_BACK))
      .orderBy('ends_at')
      .limit(BATCH)
      .execute();
    for (const { id } of due) {
      await finishOverdue(context, id, at);
      await inTransaction(db, (tx) => concludeOne(context, tx, id, at));
    }
    if (due.length > 0) feed.poke();
  },
  { every: '* * * * *' },
);
