import type { AppointmentStatus } from '@silkconsult/protocol';
import type { AppointmentRow } from '../appointments/store.ts';
import type { Tx } from '../database/types.ts';
import type { Viewer } from '../rules/viewer.ts';
import { askAgain, beginOffer, endOffer, timesOf } from './asking.ts';
import { expectsInterpreter, refuseComing } from './rules/access.ts';
import { languagesOf } from './rules/languages.ts';
import * as store from './store.ts';
import { type Means, tellReleased } from './telling.ts';

/** A consult that is over or called off looks for no interpreter any more. */
export async function closeOffers(
  means: Means,
  tx: Tx,
  appointmentId: string,
  status: AppointmentStatus,
  at: Date,
): Promise<void> {
  if (expectsInterpreter(status)) return;
  const [offer] = await store.latestOffers(tx, [appointmentId]);
  if (offer?.state === 'open') await endOffer(means, tx, offer, 'closed', at);
}

/** At another time others are free: a consult that still looks for its interpreter asks anew. */
export async function moveOffers(
  means: Means,
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
  means: Means,
  tx: Tx,
  viewer: Viewer,
  appointment: AppointmentRow,
  actorId: string,
  at: Date,
): Promise<void> {
  await tellReleased(means, tx, appointment, actorId);
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

/** The interpreter who was booked and then called has come into the room by themselves. */
export async function stopCallingThePresent(
  means: Means,
  tx: Tx,
  appointmentId: string,
  at: Date,
): Promise<void> {
  const [latest] = await store.latestOffers(tx, [appointmentId]);
  if (latest?.state !== 'open' || latest.kind !== 'call') return;
  const offer = await store.lockOffer(tx, latest.id);
  if (offer?.state !== 'open') return;
  const present = await store.presentIn(tx, appointmentId);
  const came = (await store.recipientsOf(tx, [offer.id])).find(
    ({ actor_id, circle, state }) =>
      circle === 'booked' && present.has(actor_id) && (state === 'offered' || state === 'seen'),
  );
  if (!came) return;
  const accepted = { state: 'accepted', answered_at: at } as const;
  await store.updateRecipient(tx, offer.id, came.actor_id, accepted);
  await endOffer(means, tx, offer, 'accepted', at);
}
