import { z } from 'zod';
import { deleteHolds, lockAppointment, updateAppointment } from '../appointments/store.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Tx } from '../database/types.ts';
import { tellEncounter } from '../encounters/rules.ts';
import { encountersOf, reportsOf } from '../encounters/store.ts';
import { appendEvent } from '../events/store.ts';
import { defineJob } from '../jobs/define.ts';
import { closeOffers } from '../offers/follow.ts';
import { followConsult } from '../serviceRequests/follow.ts';
import { openCase } from '../writtenCases/open.ts';
import { failureOf } from './rules.ts';

const BATCH = 200;
/** Older ones belong to the time before this job was there. */
const LOOK_BACK = 7 * 24 * 3_600_000;

/** What signalling told of a consult's encounter, if anything. */
async function presenceOf(tx: Tx, appointmentId: string) {
  const [encounter] = await encountersOf(tx, [appointmentId]);
  if (!encounter) return { stays: [], waits: [] };
  const rows = await reportsOf(tx, encounter.id);
  return tellEncounter(
    rows.map((row) => ({ ...row, personId: row.person_id, stayId: row.stay_id })),
  );
}

/** One consult in a transaction of its own: what has changed since it was listed is looked at again. */
async function concludeOne(context: Context, tx: Tx, id: string, at: Date): Promise<void> {
  const consult = await lockAppointment(tx, id);
  if (!consult) return;
  const { stays, waits } = await presenceOf(tx, id);
  const cause = failureOf({ status: consult.status, end: consult.ends_at, stays, waits }, at);
  if (!cause) return;
  await updateAppointment(tx, id, { status: 'noshow' });
  await deleteHolds(tx, id);
  await followConsult(tx, consult.service_request_id, 'noshow', at);
  await closeOffers(context, tx, id, 'noshow', at);
  await openCase(tx, id, cause, at);
  await appendEvent(tx, 'appointmentStatusChanged', id, at);
  await recordAudit(tx, at, undefined, 'noshow', 'appointment', id);
}

/** Consults whose time is over and in which nobody met become no-shows and written cases. */
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
    for (const { id } of due) await inTransaction(db, (tx) => concludeOne(context, tx, id, at));
    if (due.length > 0) feed.poke();
  },
  { every: '* * * * *' },
);
