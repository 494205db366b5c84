import { randomUUID } from 'node:crypto';
import type { Dialect, Language, OfferKind } from '@silkconsult/protocol';
import { idSchema } from '@silkconsult/protocol';
import { z } from 'zod';
import type { AppointmentRow } from '../appointments/store.ts';
import { lockAppointment, updateAppointment } from '../appointments/store.ts';
import { recordAudit } from '../audit/store.ts';
import { loadActorTimes } from '../availability/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Tx } from '../database/types.ts';
import { appendEvent } from '../events/store.ts';
import { defineJob } from '../jobs/define.ts';
import { settle } from '../notices/resolve.ts';
import { refuseComing } from './rules/access.ts';
import {
  type Candidate,
  circlesFrom,
  isWhole,
  type Need,
  nextRound,
  RELAY,
} from './rules/circles.ts';
import { hasTime, neededTime } from './rules/free.ts';
import { speakRussian } from './rules/languages.ts';
import { callEnd, ringEnd, roundEnd } from './rules/rounds.ts';
import type { OfferRow, RecipientRow } from './store.ts';
import * as store from './store.ts';
import { hush, type Means, tellAsked, tellNobodyFound, tellReleased } from './telling.ts';

/** Those who can be asked or have been; who expired or lost may be asked anew in a new beginning. */
const ASKED: readonly RecipientRow['state'][] = ['offered', 'seen', 'accepted', 'declined'];

export const timesOf = (appointment: AppointmentRow) => ({
  start: appointment.starts_at,
  end: appointment.ends_at,
  status: appointment.status,
});

export const acceptedCovers = (recipients: readonly RecipientRow[]) =>
  recipients.filter(({ state }) => state === 'accepted').map(({ covers }) => covers);

/** The interpreters of the pair, or of half the way, who have the time. */
async function candidatesFor(
  tx: Tx,
  offer: OfferRow,
  appointment: AppointmentRow,
  booked: readonly string[],
  at: Date,
): Promise<Candidate[]> {
  const [from, to] = [offer.from_language, offer.to_language];
  const pairs = [
    [from, to],
    [from, RELAY],
    [RELAY, to],
  ] as const;
  const rows = await store.findInterpreters(tx, pairs, booked, at);
  const found = rows.map((one) => ({ ...one, booked: booked.includes(one.id) }));
  const needed = neededTime(offer.kind, timesOf(appointment), at);
  const window = { start: needed.start.getTime(), end: needed.end.getTime() };
  const ids = found.map(({ id }) => id);
  const times = await loadActorTimes(tx, ids, window, appointment.id);
  return found.filter((one) => {
    const time = times.get(one.id);
    return (
      time !== undefined &&
      hasTime(time, needed, offer.kind === 'call' && (one.onCall || one.booked))
    );
  });
}

/** Ends an offer that nobody or somebody took, or that is no longer needed. */
export async function endOffer(
  means: Pick<Context, 'jobs' | 'now'>,
  tx: Tx,
  offer: OfferRow,
  state: 'accepted' | 'nobody' | 'closed',
  at: Date,
): Promise<void> {
  await store.updateOffer(tx, offer.id, {
    state,
    turn: offer.turn + 1,
    round_ends_at: null,
  });
  const left = state === 'accepted' ? 'lost' : 'expired';
  await store.endRecipients(tx, offer.id, ['offered', 'seen'], left);
  await hush(means, tx, offer.id);
  await appendEvent(tx, 'interpreterOfferChanged', offer.appointment_id, at);
  if (state === 'nobody')
    await recordAudit(tx, at, undefined, 'findNobody', 'interpreter_offer', offer.id);
}

/** Lets go of who accepted half of a relay that will not come about: nobody is held in vain. */
export async function releaseHalves(
  means: Means,
  tx: Tx,
  offer: OfferRow,
  appointment: AppointmentRow,
): Promise<void> {
  const recipients = await store.recipientsOf(tx, [offer.id]);
  if (isWhole(acceptedCovers(recipients))) return;
  const halves = recipients.filter(({ state }) => state === 'accepted');
  if (halves.length > 0) await updateAppointment(tx, appointment.id, {});
  for (const { actor_id } of halves) {
    await store.updateRecipient(tx, offer.id, actor_id, { state: 'lost' });
    await store.leaveAppointment(tx, appointment.id, actor_id);
    await tellReleased(means, tx, appointment, actor_id);
  }
}

/**
 * Asks the next circle, and plans when the one after it is due. When none is left the offer ends with
 * nobody: the consult stays booked, and those who arrange it see it.
 */
export async function askNext(
  means: Means,
  tx: Tx,
  offer: OfferRow,
  appointment: AppointmentRow,
  at: Date,
): Promise<void> {
  const speakers = await store.speakersOf(tx, appointment.id);
  const recipients = await store.recipientsOf(tx, [offer.id]);
  const taking = speakers.filter(({ role }) => role === 'interpreter');
  const present = await store.presentIn(tx, appointment.id);
  const absent = taking.filter(({ id, status }) => status !== 'declined' && !present.has(id));
  const booked = offer.kind === 'call' ? absent.map(({ id }) => id) : [];
  // Also those who dropped out of this consult: they have said no.
  const asked = new Set([
    ...taking.map(({ id }) => id).filter((id) => !booked.includes(id)),
    ...recipients.filter(({ state }) => ASKED.includes(state)).map((one) => one.actor_id),
  ]);
  const need: Need = {
    kind: offer.kind,
    languages: [offer.from_language, offer.to_language],
    dialect: offer.dialect ?? undefined,
    organizations: new Set(speakers.map(({ organizationId }) => organizationId)),
    speakRussian: speakRussian(speakers),
  };
  const over =
    refuseComing(offer.kind, timesOf(appointment), at) !== undefined ||
    (offer.kind === 'call' && at >= callEnd(offer.began_at));
  const candidates = over ? [] : await candidatesFor(tx, offer, appointment, booked, at);
  const accepted = acceptedCovers(recipients);
  const next = nextRound(offer.circle ?? undefined, need, candidates, asked, accepted);
  if (!next) {
    await endOffer(means, tx, offer, 'nobody', at);
    await releaseHalves(means, tx, offer, appointment);
    return tellNobodyFound(means, tx, offer, appointment);
  }
  const turn = offer.turn + 1;
  const left = circlesFrom(next.circle, { ...offer, dialect: offer.dialect !== null });
  const endsAt =
    offer.kind === 'call' ? ringEnd(offer.began_at, left, at) : roundEnd(appointment.starts_at, at);
  await store.askInterpreters(tx, offer.id, next.people, at);
  await store.updateOffer(tx, offer.id, {
    state: 'open',
    turn,
    circle: next.circle,
    round_ends_at: endsAt,
    began_at: offer.began_at,
  });
  const people = next.people.map(({ id }) => id);
  await tellAsked(means, tx, { ...offer, turn }, appointment, people);
  await means.jobs.enqueue(tx, askNextCircle, { offerId: offer.id, turn }, { startAfter: endsAt });
  await appendEvent(tx, 'interpreterOfferChanged', appointment.id, at);
}

/** Puts a new offer out. From now on the consult counts as one that needs an interpreter. */
export async function beginOffer(
  means: Means,
  tx: Tx,
  by: { personId: string; sessionId?: string },
  appointment: AppointmentRow,
  wish: { kind: OfferKind; languages: readonly [Language, Language]; dialect?: Dialect },
  at: Date,
): Promise<OfferRow> {
  const offer: OfferRow = {
    id: randomUUID(),
    appointment_id: appointment.id,
    kind: wish.kind,
    from_language: wish.languages[0],
    to_language: wish.languages[1],
    dialect: wish.dialect ?? null,
    state: 'open',
    turn: 0,
    circle: null,
    round_ends_at: null,
    created_by: by.personId,
    created_at: at,
    began_at: at,
  };
  await store.insertOffer(tx, offer);
  const { interpretation } = appointment;
  if (interpretation !== 'direct' && interpretation !== 'relay')
    await updateAppointment(tx, appointment.id, { interpretation: 'direct' });
  const who = by.sessionId ? { ...by, sessionId: by.sessionId } : undefined;
  await recordAudit(tx, at, who, wish.kind, 'interpreter_offer', offer.id);
  await askNext(means, tx, offer, appointment, at);
  return offer;
}

/** Asks from the first circle again, everybody but those who declined. */
export async function askAgain(
  means: Means,
  tx: Tx,
  offer: OfferRow,
  appointment: AppointmentRow,
  at: Date,
): Promise<void> {
  await store.endRecipients(tx, offer.id, ['offered', 'seen', 'lost'], 'expired');
  await hush(means, tx, offer.id);
  await settle(means, tx, offer.id, ['interpreter-not-found']);
  const anew: OfferRow = { ...offer, state: 'open', circle: null, began_at: at };
  await askNext(means, tx, anew, appointment, at);
}

/** The offer and its appointment, locked in the one order that everybody keeps. */
export async function lockWithAppointment(tx: Tx, offerId: string) {
  const appointmentId = await store.appointmentOf(tx, offerId);
  const appointment = appointmentId && (await lockAppointment(tx, appointmentId));
  const offer = await store.lockOffer(tx, offerId);
  return appointment && offer ? { appointment, offer } : undefined;
}

/** A round is over and nobody accepted. An offer that went on meanwhile has another turn. */
export const askNextCircle = defineJob(
  'ask-next-circle',
  z.object({ offerId: idSchema, turn: z.number().int() }),
  async (context: Context, { offerId, turn }) => {
    await inTransaction(context.db, async (tx) => {
      const found = await lockWithAppointment(tx, offerId);
      if (found?.offer.state !== 'open' || found.offer.turn !== turn) return;
      await askNext(context, tx, found.offer, found.appointment, context.now());
    });
    context.feed.poke();
  },
  { pauseSeconds: 2 },
);
