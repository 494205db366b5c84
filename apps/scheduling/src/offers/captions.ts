import type { Appointment } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { updateAppointment } from '../appointments/store.ts';
import { viewAppointment } from '../appointments/view.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { appendEvent } from '../events/store.ts';
import { settle } from '../notices/resolve.ts';
import { tell } from '../notices/tell.ts';
import type { Viewer } from '../rules/viewer.ts';
import { endOffer, releaseHalves } from './asking.ts';
import { expectsInterpreter } from './rules/access.ts';
import { managed } from './search.ts';
import * as store from './store.ts';

/**
 * The last rung when no interpreter is found: captions alone. One of the consult's specialists agrees
 * to it; from anybody else it is a proposal, of which the specialists are told.
 *
 * @throws RefusedError `interpreter_booked` when somebody comes after all, `offer_closed` when the
 * consult is over.
 */
export async function goOnWithCaptions(
  context: Context,
  viewer: Viewer,
  appointmentId: string,
): Promise<Appointment> {
  return inTransaction(context.db, async (tx) => {
    const at = context.now();
    const appointment = await managed(tx, viewer, appointmentId);
    if (!expectsInterpreter(appointment.status)) throw new RefusedError('offer_closed');
    const people = await store.speakersOf(tx, appointmentId);
    const coming = people.filter(({ status }) => status !== 'declined');
    const [offer] = await store.latestOffers(tx, [appointmentId]);
    const halfway = offer?.state === 'open';
    if (!halfway && coming.some(({ role }) => role === 'interpreter'))
      throw new RefusedError('interpreter_booked');
    const specialists = coming.filter(({ role }) => role === 'specialist').map(({ id }) => id);
    if (!specialists.includes(viewer.personId)) {
      await tell(context, tx, {
        kind: 'captions-proposed',
        recipients: specialists,
        subjectId: appointmentId,
        version: appointment.version,
        details: {
          start: appointment.starts_at.toISOString(),
          end: appointment.ends_at.toISOString(),
        },
      });
      await recordAudit(tx, at, viewer, 'proposeCaptions', 'appointment', appointmentId);
      await appendEvent(tx, 'interpreterOfferChanged', appointmentId, at);
      return viewAppointment(tx, appointment);
    }
    if (offer?.state === 'open') {
      await endOffer(context, tx, offer, 'closed', at);
      await releaseHalves(context, tx, offer, appointment);
    }
    await updateAppointment(tx, appointmentId, { interpretation: 'captions-only' });
    await settle(context, tx, appointmentId, ['captions-proposed']);
    if (offer) await settle(context, tx, offer.id, ['interpreter-not-found']);
    await recordAudit(tx, at, viewer, 'agreeToCaptions', 'appointment', appointmentId);
    await appendEvent(tx, 'appointmentStatusChanged', appointmentId, at);
    const changed = await managed(tx, viewer, appointmentId);
    return viewAppointment(tx, changed);
  }).finally(context.feed.poke);
}
