import type { AppointmentRow } from '../appointments/store.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../database/types.ts';
import { settle } from '../notices/resolve.ts';
import { tell } from '../notices/tell.ts';
import { neededTime } from './rules/free.ts';
import { callEnd } from './rules/rounds.ts';
import type { OfferRow } from './store.ts';
import * as store from './store.ts';

export type Means = Pick<Context, 'channels' | 'jobs' | 'now'>;

type Consult = Pick<AppointmentRow, 'id' | 'version' | 'starts_at' | 'ends_at'>;

const isoTimes = (start: Date, end: Date) => ({
  start: start.toISOString(),
  end: end.toISOString(),
});

/** Tells those who are asked in this turn, wherever they are: also those whose page is closed. */
export async function tellAsked(
  means: Means,
  tx: Tx,
  offer: Pick<OfferRow, 'id' | 'kind' | 'turn' | 'began_at'>,
  appointment: Consult,
  people: readonly string[],
): Promise<void> {
  const { starts_at: start, ends_at: end } = appointment;
  const call = offer.kind === 'call';
  const needed = neededTime(offer.kind, { start, end }, means.now());
  await tell(means, tx, {
    kind: call ? 'interpreter-called' : 'interpreter-offered',
    recipients: people,
    subjectId: offer.id,
    version: offer.turn,
    details: {
      ...isoTimes(start, needed.end),
      until: call ? callEnd(offer.began_at).toISOString() : undefined,
    },
  });
}

/** It rings on for those alone who can still answer. */
export async function hush(means: Pick<Context, 'jobs' | 'now'>, tx: Tx, offerId: string) {
  const asked = (await store.recipientsOf(tx, [offerId])).filter(
    ({ state }) => state === 'offered' || state === 'seen',
  );
  const kinds = ['interpreter-offered', 'interpreter-called'] as const;
  await settle(
    means,
    tx,
    offerId,
    kinds,
    asked.map((one) => one.actor_id),
  );
}

/** Tells who arranges the consult that the search was in vain. */
export async function tellNobodyFound(
  means: Means,
  tx: Tx,
  offer: Pick<OfferRow, 'id' | 'turn'>,
  appointment: Consult,
): Promise<void> {
  await tell(means, tx, {
    kind: 'interpreter-not-found',
    recipients: await store.coordinatorsOf(tx, appointment.id),
    subjectId: offer.id,
    version: offer.turn,
    details: isoTimes(appointment.starts_at, appointment.ends_at),
  });
}

/** Tells an interpreter that they are not needed any more, and takes it out of their calendar. */
export async function tellReleased(
  means: Means,
  tx: Tx,
  appointment: Consult,
  actorId: string,
): Promise<void> {
  await tell(means, tx, {
    kind: 'interpreter-released',
    recipients: [actorId],
    subjectId: appointment.id,
    version: appointment.version + 1,
    details: isoTimes(appointment.starts_at, appointment.ends_at),
  });
}
