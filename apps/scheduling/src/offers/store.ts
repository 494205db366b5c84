import type { Language, RecipientState } from '@silkconsult/protocol';
import { sql } from 'kysely';
import type { Times } from '../appointments/rules/times.ts';
import type { NewRow, Queries } from '../database/types.ts';
import type { Placed } from './rules/circles.ts';

/** Takes the offer's row until the transaction ends, so that answers and rounds follow each other. */
export async function lockOffer(db: Queries, id: string) {
  return db
    .selectFrom('interpreter_offer')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}
export type OfferRow = NonNullable<Awaited<ReturnType<typeof lockOffer>>>;

export async function appointmentOf(db: Queries, offerId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('interpreter_offer')
    .select('appointment_id')
    .where('id', '=', offerId)
    .executeTakeFirst();
  return row?.appointment_id;
}

/** The newest offer of each of these appointments. */
export async function latestOffers(db: Queries, appointmentIds: readonly string[]) {
  if (appointmentIds.length === 0) return [];
  return db
    .selectFrom('interpreter_offer')
    .distinctOn('appointment_id')
    .selectAll()
    .where('appointment_id', 'in', appointmentIds)
    .orderBy('appointment_id')
    .orderBy(sql`state = 'open'`, 'desc')
    .orderBy('created_at', 'desc')
    .execute();
}

export async function insertOffer(db: Queries, row: NewRow<'interpreter_offer'>): Promise<void> {
  await db.insertInto('interpreter_offer').values(row).execute();
}

export async function updateOffer(
  db: Queries,
  id: string,
  change: Partial<Pick<OfferRow, 'state' | 'turn' | 'circle' | 'round_ends_at' | 'began_at'>>,
): Promise<void> {
  await db.updateTable('interpreter_offer').set(change).where('id', '=', id).execute();
}

/** Everybody who was asked, in the order in which they were. */
export async function recipientsOf(db: Queries, offerIds: readonly string[]) {
  if (offerIds.length === 0) return [];
  return db
    .selectFrom('interpreter_offer_recipient as recipient')
    .innerJoin('actor', 'actor.id', 'recipient.actor_id')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .select([
      'recipient.offer_id',
      'recipient.actor_id',
      'recipient.circle',
      'recipient.covers',
      'recipient.state',
      'actor.name',
      'organization.name as organization_name',
    ])
    .where('recipient.offer_id', 'in', offerIds)
    .orderBy('recipient.offered_at')
    .orderBy('recipient.actor_id')
    .execute();
}
export type RecipientRow = Awaited<ReturnType<typeof recipientsOf>>[number];

/** Asks these; who was asked before and did not decline is asked again. */
export async function askInterpreters(
  db: Queries,
  offerId: string,
  people: readonly Placed[],
  at: Date,
): Promise<void> {
  await db
    .insertInto('interpreter_offer_recipient')
    .values(
      people.map(({ id, circle, covers }) => ({
        offer_id: offerId,
        actor_id: id,
        circle,
        covers,
        state: 'offered' as const,
        offered_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['offer_id', 'actor_id']).doUpdateSet({
        circle: sql`excluded.circle`,
        covers: sql`excluded.covers`,
        state: 'offered',
        offered_at: at,
        seen_at: null,
        answered_at: null,
      }),
    )
    .execute();
}

export async function updateRecipient(
  db: Queries,
  offerId: string,
  actorId: string,
  change: { state: RecipientState; seen_at?: Date; answered_at?: Date },
): Promise<void> {
  await db
    .updateTable('interpreter_offer_recipient')
    .set(change)
    .where('offer_id', '=', offerId)
    .where('actor_id', '=', actorId)
    .execute();
}

/** What becomes of those who are in one of these states. */
export async function endRecipients(
  db: Queries,
  offerId: string,
  from: readonly RecipientState[],
  to: RecipientState,
): Promise<void> {
  await db
    .updateTable('interpreter_offer_recipient')
    .set({ state: to })
    .where('offer_id', '=', offerId)
    .where('state', 'in', from)
    .execute();
}

/** Interpreters who have one of these pairs, in either direction, and those who are booked anyway. */
export async function findInterpreters(
  db: Queries,
  pairs: readonly (readonly [Language, Language])[],
  booked: readonly string[],
  at: Date,
) {
  return db
    .selectFrom('actor')
    .select([
      'actor.id',
      'actor.organization_id as organizationId',
      'actor.language_pairs as languagePairs',
      'actor.dialects',
      sql<boolean>`EXISTS (
        SELECT FROM on_call_shift WHERE actor_id = actor.id AND during @> ${at}::timestamptz)`.as(
        'onCall',
      ),
    ])
    .where('actor.role', '=', 'interpreter')
    .where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom(
              sql<{ pair: unknown }>`jsonb_array_elements(actor.language_pairs)`.as('pair'),
            )
            .select(sql`1`.as('one'))
            .where((some) =>
              some.or(
                pairs.map((pair) => sql<boolean>`pair.value @> ${JSON.stringify(pair)}::jsonb`),
              ),
            ),
        ),
        ...(booked.length > 0 ? [eb('actor.id', 'in', booked)] : []),
      ]),
    )
    .orderBy('actor.id')
    .execute();
}

/**
 * The interpreter comes: a participant whose time is held as long as the consult holds any. SQLSTATE
 * 23P01 when it is held already.
 */
export async function joinAppointment(
  db: Queries,
  appointmentId: string,
  actorId: string,
  held: Times | undefined,
): Promise<void> {
  await db
    .insertInto('participant')
    .values({
      appointment_id: appointmentId,
      actor_id: actorId,
      role: 'interpreter',
      status: 'accepted',
    })
    .onConflict((conflict) =>
      conflict.columns(['appointment_id', 'actor_id']).doUpdateSet({ status: 'accepted' }),
    )
    .execute();
  if (!held) return;
  await sql`
    INSERT INTO hold (appointment_id, actor_id, during)
    VALUES (${appointmentId}, ${actorId},
      tstzrange(${held.start}, ${held.end}, '[)'))
    ON CONFLICT (appointment_id, actor_id) DO UPDATE SET during = excluded.during`.execute(db);
}

/** They have nothing to do with the consult any more, and may be asked for it another time. */
export async function leaveAppointment(
  db: Queries,
  appointmentId: string,
  actorId: string,
): Promise<void> {
  for (const table of ['hold', 'participant'] as const)
    await db
      .deleteFrom(table)
      .where('appointment_id', '=', appointmentId)
      .where('actor_id', '=', actorId)
      .execute();
}

/** Who is in the room of this appointment now. */
export async function presentIn(db: Queries, appointmentId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('stay')
    .innerJoin('encounter', 'encounter.id', 'stay.encounter_id')
    .select('stay.person_id')
    .where('encounter.appointment_id', '=', appointmentId)
    .where('stay.left_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.person_id));
}

/** Who arranges the consult: the coordinators of the hospitals that take part, else those in Urumqi. */
export async function coordinatorsOf(db: Queries, appointmentId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('actor')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .select([
      'actor.id',
      sql<boolean>`EXISTS (
        SELECT FROM participant JOIN actor AS taking ON taking.id = participant.actor_id
        WHERE participant.appointment_id = ${appointmentId}
          AND taking.organization_id = actor.organization_id)`.as('takes_part'),
      'organization.kind',
    ])
    .where('actor.role', '=', 'coordinator')
    .orderBy('actor.id')
    .execute();
  const near = rows.filter((row) => row.takes_part);
  return (near.length > 0 ? near : rows.filter(({ kind }) => kind === 'urumqi')).map(
    ({ id }) => id,
  );
}

/** Of one interpreter, newest first. */
export async function listOwnOffers(
  db: Queries,
  actorId: string,
  filter: { offerId?: string; after?: string; limit: number },
) {
  return db
    .selectFrom('interpreter_offer_recipient as recipient')
    .innerJoin('interpreter_offer as offer', 'offer.id', 'recipient.offer_id')
    .innerJoin('appointment', 'appointment.id', 'offer.appointment_id')
    .select([
      'offer.id',
      'offer.appointment_id',
      'offer.kind',
      'offer.state as offer_state',
      'offer.from_language',
      'offer.to_language',
      'offer.dialect',
      'recipient.state',
      'recipient.covers',
      'recipient.offered_at',
      'appointment.starts_at',
      'appointment.ends_at',
      'appointment.specialty',
    ])
    .where('recipient.actor_id', '=', actorId)
    .$if(filter.offerId !== undefined, (query) =>
      query.where('offer.id', '=', filter.offerId ?? ''),
    )
    .$if(filter.after !== undefined, (query) =>
      query.where(
        sql<boolean>`(recipient.offered_at, offer.id) < (
          SELECT offered_at, offer_id FROM interpreter_offer_recipient
          WHERE offer_id = ${filter.after} AND actor_id = ${actorId})`,
      ),
    )
    .orderBy('recipient.offered_at', 'desc')
    .orderBy('offer.id', 'desc')
    .limit(filter.limit)
    .execute();
}
export type OwnOfferRow = Awaited<ReturnType<typeof listOwnOffers>>[number];

/** The hospitals that take part, with the clock that each lives by. */
export async function hospitalsOf(db: Queries, appointmentIds: readonly string[]) {
  if (appointmentIds.length === 0) return [];
  return db
    .selectFrom('participant')
    .innerJoin('actor', 'actor.id', 'participant.actor_id')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .select(['participant.appointment_id', 'organization.name', 'organization.time_zone'])
    .distinct()
    .where('participant.appointment_id', 'in', appointmentIds)
    .where('participant.role', '!=', 'interpreter')
    .orderBy('organization.name')
    .execute();
}

/** A consult's people as far as the search for an interpreter depends on them. */
export async function speakersOf(db: Queries, appointmentId: string) {
  return db
    .selectFrom('participant')
    .innerJoin('actor', 'actor.id', 'participant.actor_id')
    .select([
      'participant.actor_id as id',
      'participant.role',
      'participant.status',
      'actor.languages',
      'actor.organization_id as organizationId',
    ])
    .where('participant.appointment_id', '=', appointmentId)
    .orderBy('participant.actor_id')
    .execute();
}
