import type { InterpreterOffer, NewOffer, OfferKind } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { appointmentScope, refuseManaging } from '../appointments/rules/access.ts';
import { findAppointment, lockAppointment, participantsOf } from '../appointments/store.ts';
import { toParts } from '../appointments/view.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Tx } from '../database/types.ts';
import { refuseIf } from '../http/refuse.ts';
import { settle } from '../notices/resolve.ts';
import type { Viewer } from '../rules/viewer.ts';
import { beginOffer, endOffer, releaseHalves, timesOf } from './asking.ts';
import { refuseComing, refuseReading } from './rules/access.ts';
import { languagesOf } from './rules/languages.ts';
import type { OfferRow } from './store.ts';
import * as store from './store.ts';
import { viewOffers } from './view.ts';

/** The appointment, locked, if the viewer may look for its interpreter. */
export async function managed(tx: Tx, viewer: Viewer, appointmentId: string) {
  const visible = await findAppointment(tx, appointmentScope(viewer), appointmentId);
  if (!visible) throw new RefusedError('not_found');
  refuseIf(refuseManaging(viewer, toParts(await participantsOf(tx, [appointmentId]))));
  const appointment = await lockAppointment(tx, appointmentId);
  if (!appointment) throw new RefusedError('not_found');
  return appointment;
}

async function viewed(tx: Tx, row: OfferRow, viewer: Viewer): Promise<InterpreterOffer> {
  const [now] = await store.latestOffers(tx, [row.appointment_id]);
  const [offer] = await viewOffers(tx, [now ?? row], viewer);
  if (!offer) throw new Error('one row gives one offer');
  return offer;
}

/**
 * Begins to look for an interpreter; when one is looked for already, that search is the answer. A
 * call from the room takes the place of a search in good time.
 *
 * @throws RefusedError `interpreter_booked` when one is coming, `languages_needed` when the two sides
 * have a language in common and none was named.
 */
export async function seekInterpreter(
  context: Context,
  viewer: Viewer,
  appointmentId: string,
  kind: OfferKind,
  wish: NewOffer,
): Promise<InterpreterOffer> {
  return inTransaction(context.db, async (tx) => {
    const at = context.now();
    const appointment = await managed(tx, viewer, appointmentId);
    refuseIf(refuseComing(kind, timesOf(appointment), at));
    const [latest] = await store.latestOffers(tx, [appointmentId]);
    if (latest) await settle(context, tx, latest.id, ['interpreter-not-found']);
    if (latest?.state === 'open') {
      if (latest.kind === kind || latest.kind === 'call') return viewed(tx, latest, viewer);
      await endOffer(context, tx, latest, 'closed', at);
      await releaseHalves(context, tx, latest, appointment);
    }
    const speakers = await store.speakersOf(tx, appointmentId);
    const comes = speakers.some(
      ({ role, status }) => role === 'interpreter' && status !== 'declined',
    );
    if (kind === 'planned' && comes) throw new RefusedError('interpreter_booked');
    const languages = wish.languages ?? languagesOf(speakers);
    if (!languages) throw new RefusedError('languages_needed');
    const offer = await beginOffer(
      context,
      tx,
      viewer,
      appointment,
      { kind, languages, dialect: wish.dialect },
      at,
    );
    return viewed(tx, offer, viewer);
  }).finally(context.feed.poke);
}

/** Takes the search back; the consult stays as it is. */
export async function stopSeeking(
  context: Context,
  viewer: Viewer,
  appointmentId: string,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const at = context.now();
    const appointment = await managed(tx, viewer, appointmentId);
    const [offer] = await store.latestOffers(tx, [appointmentId]);
    if (offer?.state !== 'open') return;
    await endOffer(context, tx, offer, 'closed', at);
    await releaseHalves(context, tx, offer, appointment);
    await recordAudit(tx, at, viewer, 'close', 'interpreter_offer', offer.id);
  }).finally(context.feed.poke);
}

/** How the search for a consult's interpreter stands; undefined when none was ever begun. */
export async function readOffer(
  { db }: Context,
  viewer: Viewer,
  appointmentId: string,
): Promise<InterpreterOffer[]> {
  refuseIf(refuseReading(viewer));
  const visible = await findAppointment(db, appointmentScope(viewer), appointmentId);
  if (!visible) throw new RefusedError('not_found');
  return viewOffers(db, await store.latestOffers(db, [appointmentId]), viewer);
}
