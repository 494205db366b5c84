import type { AppointmentStatus } from '@silkconsult/protocol';
import type { AppointmentRow } from '../appointments/store.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../database/types.ts';
import type { Viewer } from '../rules/viewer.ts';
import { askAgain, beginOffer, endOffer, timesOf } from './asking.ts';
import { expectsInterpreter, refuseComing } from './rules/access.ts';
import { languagesOf } from './rules/languages.ts';
import * as store from './store.ts';

/** A consult that is over or called off looks for no interpreter any more. */
export async function closeOffers(
  tx: Tx,
  appointmentId: string,
  status: AppointmentStatus,
  at: Date,
): Promise<void> {
  if (expectsInterpreter(status)) return;
  const [offer] = await store.latestOffers(tx, [appointmentId]);
  if (offer?.state === 'open') await endOffer(tx, offer, 'closed', at);
}

/** At another time others are free: a consult that still looks for its interpreter asks anew. */
export async function moveOffers(
  means: Pick<Context, 'jobs'>,
  tx: Tx,
  appointment: AppointmentRow,
  at: Date,
): Promise<void> {
  const [offer] = await store.latestOffers(tx, [appointment.id]);
  if (offer?.state !== 'open' && offer?.state !== 'nobody') return;
  await store.endRecipients(tx, offer.id, ['declined'], 'expired');
  await askAgain(means, tx, offer, appointment, at);
}

/**
 * An interpreter has dropped out: the offer that they had accepted goes out again. One who was booked
 * without an offer and says so themselves is sought for by a new one; a coordinator who lets somebody
 * go has someone else in mind.
 */
export async function replaceInterpreter(
  means: Pick<Context, 'jobs'>,
  tx: Tx,
  viewer: Viewer,
  appointment: AppointmentRow,
  actorId: string,
  at: Date,
): Promise<void> {
  const [offer] = await store.latestOffers(tx, [appointment.id]);
  const recipients = offer ? await store.recipientsOf(tx, [offer.id]) : [];
  const had = recipients.some((one) => one.actor_id === actorId && one.state === 'accepted');
  if (offer && had) {
    const declined = { state: 'declined', answered_at: at } as const;
    await store.updateRecipient(tx, offer.id, actorId, declined);
    return askAgain(means, tx, offer, appointment, at);
  }
  if (viewer.personId !== actorId || offer?.state === 'open') return;
  if (refuseComing('planned', timesOf(appointment), at)) return;
  const languages = languagesOf(await store.speakersOf(tx, appointment.id));
  if (!languages) return;
  await beginOffer(means, tx, viewer, appointment, { kind: 'planned', languages }, at);
}
