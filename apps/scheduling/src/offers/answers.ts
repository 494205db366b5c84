import type { Covers, MyOffer } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { holdsTime } from '../appointments/rules/status.ts';
import {
  findHold,
  lockActors,
  releaseParticipant,
  updateAppointment,
} from '../appointments/store.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { isOverlap } from '../database/failures.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Queries, Tx } from '../database/types.ts';
import { appendEvent } from '../events/store.ts';
import { refuseIf } from '../http/refuse.ts';
import { tell } from '../notices/tell.ts';
import type { Viewer } from '../rules/viewer.ts';
import {
  acceptedCovers,
  askAgain,
  askNext,
  endOffer,
  lockWithAppointment,
  releaseHalves,
  timesOf,
} from './asking.ts';
import { refuseAnswer, refuseComing } from './rules/access.ts';
import { isFree, isWhole } from './rules/circles.ts';
import { neededTime } from './rules/free.ts';
import * as store from './store.ts';
import { hush, tellReleased } from './telling.ts';
import { viewOwnOffers } from './view.ts';

const ATTEMPTS = 3;

async function ownOffer(db: Queries, viewer: Viewer, offerId: string): Promise<MyOffer> {
  const rows = await store.listOwnOffers(db, viewer.personId, { offerId, limit: 1 });
  const [offer] = await viewOwnOffers(db, rows);
  if (!offer) throw new RefusedError('not_found');
  return offer;
}

/**
 * Answers an offer that was made to the viewer. The locks are taken in the order that bookings take
 * them: the person, the appointment, the offer.
 */
async function answering(
  context: Context,
  viewer: Viewer,
  offerId: string,
  work: (tx: Tx, found: Found, at: Date) => Promise<void>,
): Promise<MyOffer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(context.db, async (tx) => {
        await lockActors(tx, [viewer.personId]);
        const locked = await lockWithAppointment(tx, offerId);
        const recipients = await store.recipientsOf(tx, [offerId]);
        const own = recipients.find((one) => one.actor_id === viewer.personId);
        if (!locked || !own) throw new RefusedError('not_found');
        await work(tx, { ...locked, recipients, own }, context.now());
        return ownOffer(tx, viewer, offerId);
      });
    } catch (error) {
      // Somebody booked the interpreter at this very moment: the next look finds who and when.
      if (!isOverlap(error) || attempt === ATTEMPTS) throw error;
    } finally {
      context.feed.poke();
    }
  }
}

type Found = NonNullable<Awaited<ReturnType<typeof lockWithAppointment>>> & {
  recipients: store.RecipientRow[];
  own: store.RecipientRow;
};

/**
 * The first to accept has it: a participant whose time is held. Accepting again changes nothing.
 *
 * @throws RefusedError `offer_taken` when somebody was faster, and `actor_busy` when the interpreter
 * has been booked elsewhere meanwhile.
 */
export function acceptOffer(context: Context, viewer: Viewer, offerId: string): Promise<MyOffer> {
  return answering(context, viewer, offerId, async (tx, found, at) => {
    const { offer, appointment, recipients, own } = found;
    if (own.state === 'accepted') return;
    refuseIf(refuseAnswer(offer.state, own.state));
    const accepted = acceptedCovers(recipients);
    if (!isFree(own.covers, accepted)) throw new RefusedError('offer_taken');
    refuseIf(refuseComing(offer.kind, timesOf(appointment), at));
    const needed = neededTime(offer.kind, timesOf(appointment), at);
    const hold = await findHold(tx, {
      actorIds: [viewer.personId],
      times: [needed],
      except: appointment.id,
    });
    if (hold)
      throw new RefusedError('actor_busy', {
        actor: hold.actor,
        name: hold.name,
        start: hold.start.toISOString(),
        end: hold.end.toISOString(),
      });
    const held = holdsTime(appointment.status) ? needed : undefined;
    // Who comes for the whole way takes the place of who came for half of it.
    if (own.covers === 'whole') await releaseHalves(context, tx, offer, appointment);
    await store.joinAppointment(tx, appointment.id, viewer.personId, held);
    await store.updateRecipient(tx, offer.id, viewer.personId, {
      state: 'accepted',
      answered_at: at,
    });
    const covered = [...accepted, own.covers];
    if (isWhole(covered)) await endOffer(context, tx, offer, 'accepted', at);
    else {
      const others = recipients.filter((one) => one !== own);
      await loseTaken(tx, { ...found, recipients: others }, covered);
      await hush(context, tx, offer.id);
    }
    const way = own.circle === 'relay' ? 'relay' : 'direct';
    // Who was booked comes after all: the way is as it was.
    const interpretation = own.circle === 'booked' ? appointment.interpretation : way;
    await updateAppointment(tx, appointment.id, { interpretation });
    await appendEvent(tx, 'interpreterOfferChanged', appointment.id, at);
    await recordAudit(tx, at, viewer, 'accept', 'interpreter_offer', offer.id);
    if (offer.kind === 'planned')
      await tell(context, tx, {
        kind: 'consult-booked',
        recipients: [viewer.personId],
        subjectId: appointment.id,
        version: appointment.version + 1,
        details: {
          start: appointment.starts_at.toISOString(),
          end: appointment.ends_at.toISOString(),
        },
      });
  });
}

/** Whose part of the way somebody else has now taken, while another part is still open. */
async function loseTaken(
  tx: Tx,
  { offer, recipients }: Found,
  covered: readonly Covers[],
): Promise<void> {
  for (const { actor_id, covers, state } of recipients)
    if ((state === 'offered' || state === 'seen') && !isFree(covers, covered))
      await store.updateRecipient(tx, offer.id, actor_id, { state: 'lost' });
}

/** The interpreter will not come. When everybody asked has said so, the next circle is asked at once. */
export function declineOffer(context: Context, viewer: Viewer, offerId: string): Promise<MyOffer> {
  return answering(context, viewer, offerId, async (tx, found, at) => {
    const { offer, appointment, recipients, own } = found;
    if (own.state === 'accepted')
      throw new RefusedError('status_transition_refused', { from: 'accepted', to: 'declined' });
    if (own.state !== 'offered' && own.state !== 'seen') return;
    await store.updateRecipient(tx, offer.id, viewer.personId, {
      state: 'declined',
      answered_at: at,
    });
    await recordAudit(tx, at, viewer, 'decline', 'interpreter_offer', offer.id);
    await hush(context, tx, offer.id);
    const waiting = recipients.some(
      (one) => one !== own && (one.state === 'offered' || one.state === 'seen'),
    );
    if (waiting) await appendEvent(tx, 'interpreterOfferChanged', appointment.id, at);
    else await askNext(context, tx, offer, appointment, at);
  });
}

/** Who has accepted cannot come after all: their time is free, and the others are asked again. */
export function withdrawFromOffer(
  context: Context,
  viewer: Viewer,
  offerId: string,
): Promise<MyOffer> {
  return answering(context, viewer, offerId, async (tx, found, at) => {
    const { offer, appointment, own } = found;
    if (own.state === 'declined') return;
    if (own.state !== 'accepted')
      throw new RefusedError('status_transition_refused', { from: own.state, to: 'declined' });
    refuseIf(refuseComing(offer.kind, timesOf(appointment), at));
    await store.updateRecipient(tx, offer.id, viewer.personId, {
      state: 'declined',
      answered_at: at,
    });
    await releaseParticipant(tx, appointment.id, viewer.personId);
    await updateAppointment(tx, appointment.id, {});
    await recordAudit(tx, at, viewer, 'withdraw', 'interpreter_offer', offer.id);
    if (offer.kind === 'planned') await tellReleased(context, tx, appointment, viewer.personId);
    const [latest] = await store.latestOffers(tx, [appointment.id]);
    // Another search is running already: it finds somebody for this place as well.
    const other = latest?.state === 'open' && latest.id !== offer.id;
    if (other) await endOffer(context, tx, offer, 'closed', at);
    else await askAgain(context, tx, offer, appointment, at);
  });
}

/** The interpreter has the offer on the screen. */
export function markOfferSeen(context: Context, viewer: Viewer, offerId: string): Promise<MyOffer> {
  return answering(context, viewer, offerId, async (tx, { offer, own }, at) => {
    if (own.state !== 'offered') return;
    await store.updateRecipient(tx, offer.id, viewer.personId, { state: 'seen', seen_at: at });
    await appendEvent(tx, 'interpreterOfferChanged', offer.appointment_id, at);
  });
}
