import type { LiveEvent } from '@silkconsult/protocol';
import { sql } from 'kysely';
import type { Queries } from '../database/types.ts';
import { type Cursor, formatCursor } from './cursor.ts';

/** Writes the event beside the change that it tells of, in the same transaction. */
export async function appendEvent(
  tx: Queries,
  type: LiveEvent['type'],
  appointmentId: string,
  at: Date,
): Promise<void> {
  await tx.insertInto('event').values({ type, appointment_id: appointmentId, at }).execute();
}

/** Like appendEvent, for a service request. */
export async function appendRequestEvent(
  tx: Queries,
  serviceRequestId: string,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('event')
    .values({ type: 'serviceRequestChanged', service_request_id: serviceRequestId, at })
    .execute();
}

/** Like appendEvent, for somebody's hours and shifts on call. */
export async function appendAvailabilityEvent(
  tx: Queries,
  actorId: string,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('event')
    .values({ type: 'availabilityChanged', actor_id: actorId, at })
    .execute();
}

/** Like appendEvent, for a hospital whose people, rooms or hours were brought in. */
export async function appendDirectoryEvent(
  tx: Queries,
  organizationId: string,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('event')
    .values({ type: 'directoryChanged', organization_id: organizationId, at })
    .execute();
}

/**
 * Where the readable part of the events ends. Ids alone would lose events: transaction A takes id 7,
 * B takes id 8 and commits first; who reads up to 8 now never sees 7. So events are ordered by
 * (transaction, id), and only those of transactions older than every one still running
 * (`pg_snapshot_xmin`) are read: nothing can appear before them any more. The price is that an event
 * waits for the oldest writing transaction of the whole server, which for ours is milliseconds.
 */
export async function horizon(db: Queries): Promise<Cursor> {
  const { rows } = await sql<{ xmin: string }>`
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin`.execute(db);
  return { xid: BigInt(rows[0]?.xmin ?? 0), id: 0n };
}

export interface StoredEvent {
  cursor: Cursor;
  event: LiveEvent;
}

/** The next events after the cursor and before the horizon, oldest first. */
export async function eventsAfter(
  db: Queries,
  after: Cursor,
  limit: number,
): Promise<StoredEvent[]> {
  const rows = await db
    .selectFrom('event')
    .select([
      sql<string>`xid::text`.as('xid'),
      sql<string>`id::text`.as('id'),
      'type',
      'appointment_id',
      'service_request_id',
      'actor_id',
      'organization_id',
      'at',
    ])
    .where(sql<boolean>`(xid, id) > (${String(after.xid)}::xid8, ${String(after.id)}::bigint)`)
    .where(sql<boolean>`xid < pg_snapshot_xmin(pg_current_snapshot())`)
    .orderBy(sql`event.xid`)
    .orderBy(sql`event.id`)
    .limit(limit)
    .execute();
  return rows.map((row) => {
    const cursor = { xid: BigInt(row.xid), id: BigInt(row.id) };
    return {
      cursor,
      event: {
        cursor: formatCursor(cursor),
        type: row.type,
        appointmentId: row.appointment_id ?? undefined,
        serviceRequestId: row.service_request_id ?? undefined,
        actorId: row.actor_id ?? undefined,
        organizationId: row.organization_id ?? undefined,
        at: row.at.toISOString(),
      },
    };
  });
}

/** Who takes part in these appointments: it decides who may hear of their events. */
export async function partsOf(db: Queries, appointmentIds: readonly string[]) {
  if (appointmentIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('participant')
    .innerJoin('actor', 'actor.id', 'participant.actor_id')
    .select([
      'participant.appointment_id as appointmentId',
      'participant.actor_id as actorId',
      'participant.role',
      'actor.organization_id as organizationId',
    ])
    .where('participant.appointment_id', 'in', appointmentIds)
    .execute();
  return Map.groupBy(rows, (row) => row.appointmentId);
}

/** The interpreters to whom these appointments were offered: they hear how the offer goes on. */
export async function offeredTo(
  db: Queries,
  appointmentIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (appointmentIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('interpreter_offer_recipient as recipient')
    .innerJoin('interpreter_offer as offer', 'offer.id', 'recipient.offer_id')
    .select(['offer.appointment_id as appointmentId', 'recipient.actor_id as actorId'])
    .where('offer.appointment_id', 'in', appointmentIds)
    .execute();
  const byAppointment = Map.groupBy(rows, (row) => row.appointmentId);
  return new Map([...byAppointment].map(([id, some]) => [id, some.map((row) => row.actorId)]));
}
