import { findAppointment, releaseParticipant, updateAppointment } from '../appointments/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Tx } from '../database/types.ts';
import { beginOffer } from '../offers/asking.ts';
import { languagesOf } from '../offers/rules/languages.ts';
import { speakersOf } from '../offers/store.ts';
import { CAST, DEMO_ACTORS } from './people.ts';
import { planWeek } from './plan.ts';
import { demoId } from './seed.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** One interpreter of each pair is on call around the clock, from yesterday for four days. */
async function writeInterpretersOnCall(tx: Tx, now: Date): Promise<void> {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  const onCall = DEMO_ACTORS.filter(
    ({ id, role }) => role === 'interpreter' && id !== CAST.interpreter,
  ).filter((_, index) => index % 2 === 0);
  await tx
    .insertInto('on_call_shift')
    .values(
      onCall.map(({ id }) => ({
        id: demoId('interpreter-on-call', id, today),
        actor_id: id,
        during: `[${new Date(today - DAY).toISOString()},${new Date(today + 3 * DAY).toISOString()})`,
        demo: true,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A planned consult loses its interpreter and is on offer, once, with the people to sign in as among the asked. */
async function offerOne(context: Context, tx: Tx, now: Date): Promise<void> {
  const soon = now.getTime() + 20 * HOUR;
  for (const plan of planWeek(now)) {
    if (plan.start.getTime() < soon) continue;
    const row = await findAppointment(tx, { type: 'all' }, plan.id);
    if (row?.status !== 'booked' || row.version > 1) continue;
    const speakers = await speakersOf(tx, plan.id);
    const languages = languagesOf(speakers);
    const interpreter = speakers.find(({ role }) => role === 'interpreter');
    if (!languages || !interpreter || !['ky', 'ru', 'en'].includes(languages[1])) continue;
    await releaseParticipant(tx, plan.id, interpreter.id);
    await updateAppointment(tx, plan.id, { interpretation: 'direct' });
    const by = { personId: demoId('actor', 'cast-coordinator') };
    await beginOffer(context, tx, by, row, { kind: 'planned', languages }, now);
    return;
  }
}

/** Interpreters on call, and one offer that waits for an answer. */
export async function refreshDemoOffers(context: Context): Promise<void> {
  const now = context.now();
  await inTransaction(context.db, async (tx) => {
    await writeInterpretersOnCall(tx, now);
    const open = await tx
      .selectFrom('interpreter_offer')
      .innerJoin('appointment', 'appointment.id', 'interpreter_offer.appointment_id')
      .select('interpreter_offer.id')
      .where('appointment.starts_at', '>', now)
      .limit(1)
      .executeTakeFirst();
    if (!open) await offerOne(context, tx, now);
  });
}
