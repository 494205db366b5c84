import { idSchema, type NoticeKind } from '@silkconsult/protocol';
import { z } from 'zod';
import { type AppointmentRow, lockAppointment, participantsOf } from '../appointments/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Queries } from '../database/types.ts';
import { appendEvent } from '../events/store.ts';
import { defineJob } from '../jobs/define.ts';
import { isUntold, markUntold } from './store.ts';
import { tell } from './tell.ts';

const MINUTE = 60_000;

/** How long before the start each reminder comes. */
const REMINDERS = {
  'consult-in-a-day': 24 * 60 * MINUTE,
  'consult-soon': 30 * MINUTE,
} as const;
type Reminder = keyof typeof REMINDERS;
const NAMES = Object.keys(REMINDERS) as Reminder[];

type Consult = Pick<AppointmentRow, 'id' | 'version' | 'status' | 'starts_at' | 'ends_at'>;
type Times = Pick<Consult, 'starts_at' | 'ends_at'>;

const isoTimes = ({ starts_at, ends_at }: Times) => ({
  start: starts_at.toISOString(),
  end: ends_at.toISOString(),
});

const keyOf = (id: string, reminder: Reminder) => `${id} ${reminder}`;

async function tellParticipants(
  context: Context,
  tx: Queries,
  kind: NoticeKind,
  consult: Consult,
  before?: Times,
): Promise<void> {
  const participants = await participantsOf(tx, [consult.id]);
  await tell(context, tx, {
    kind,
    recipients: participants
      .filter(({ status }) => status !== 'declined')
      .map(({ actor_id }) => actor_id),
    subjectId: consult.id,
    version: consult.version,
    details: { ...isoTimes(consult), before: before && isoTimes(before) },
  });
}

/** Reminds of a consult that still stands, and that still begins when the reminder thought. */
export const remindOfConsult = defineJob(
  'remind-of-consult',
  z.object({
    appointmentId: idSchema,
    reminder: z.enum(NAMES as [Reminder, ...Reminder[]]),
    start: z.iso.datetime(),
  }),
  async (context: Context, { appointmentId, reminder, start }) => {
    await inTransaction(context.db, async (tx) => {
      const consult = await lockAppointment(tx, appointmentId);
      if (consult?.status !== 'booked' || consult.starts_at.toISOString() !== start) return;
      if (consult.starts_at <= context.now()) return;
      await tellParticipants(context, tx, reminder, consult);
      await appendEvent(tx, 'appointmentReminded', consult.id, context.now());
    });
    context.feed.poke();
  },
);

/** Plans what is still ahead; an earlier plan for the same consult is replaced. */
async function planReminders(context: Context, tx: Queries, consult: Consult): Promise<void> {
  for (const reminder of NAMES) {
    const startAfter = new Date(consult.starts_at.getTime() - REMINDERS[reminder]);
    const singletonKey = keyOf(consult.id, reminder);
    if (startAfter <= context.now()) {
      await context.jobs.drop(tx, remindOfConsult, singletonKey);
      continue;
    }
    const start = consult.starts_at.toISOString();
    const data = { appointmentId: consult.id, reminder, start };
    await context.jobs.enqueue(tx, remindOfConsult, data, { startAfter, singletonKey });
  }
}

/** Tells everybody of a booked consult, and plans its reminders. */
export async function tellBooked(context: Context, tx: Queries, consult: Consult): Promise<void> {
  await tellParticipants(context, tx, 'consult-booked', consult);
  await planReminders(context, tx, consult);
}

/** Tells everybody of all consults of a series at once; each is reminded of by itself. */
export async function tellSeriesBooked(
  context: Context,
  tx: Queries,
  seriesId: string,
  consults: readonly Consult[],
): Promise<void> {
  const [first] = consults;
  if (first?.status !== 'booked') return;
  await tell(context, tx, {
    kind: 'series-booked',
    recipients: (await participantsOf(tx, [first.id])).map(({ actor_id }) => actor_id),
    subjectId: seriesId,
    version: first.version,
    details: {
      ...isoTimes(first),
      series: consults.map((one) => ({ id: one.id, ...isoTimes(one) })),
    },
  });
  for (const consult of consults) await planReminders(context, tx, consult);
}

/**
 * Tells everybody what became of a consult that was changed: it moved, or will not take place. Of
 * one that nobody knows of yet they will hear as it is now. One that waited for a practitioner's
 * agreement is told of when it has it.
 */
export async function tellChanged(
  context: Context,
  tx: Queries,
  before: AppointmentRow,
  consult: AppointmentRow,
): Promise<void> {
  if (before.status === 'pending') {
    if (consult.status === 'booked') await markUntold(tx, consult.id);
    return;
  }
  if (await isUntold(tx, consult.id)) return;
  if (consult.status === 'cancelled' && before.status !== 'cancelled') {
    await tellParticipants(context, tx, 'consult-cancelled', consult);
    for (const reminder of NAMES)
      await context.jobs.drop(tx, remindOfConsult, keyOf(consult.id, reminder));
    return;
  }
  const moved =
    consult.starts_at.getTime() !== before.starts_at.getTime() ||
    consult.ends_at.getTime() !== before.ends_at.getTime();
  if (!moved) return;
  await tellParticipants(context, tx, 'consult-moved', consult, before);
  await planReminders(context, tx, consult);
}
