import { randomUUID } from 'node:crypto';
import type { Specialty } from '@silkconsult/protocol';
import { sql } from 'kysely';
import type { Queries } from '../database/types.ts';
import type { Audiences } from './rules/escalation.ts';

/** Who can be paged for a specialty of an organisation now, level by level. */
export async function audiencesOf(
  db: Queries,
  specialty: Specialty,
  performerId: string,
  at: Date,
): Promise<Audiences> {
  const rows = await db
    .selectFrom('actor')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .select([
      'actor.id',
      'actor.kind',
      sql<boolean>`EXISTS (
        SELECT FROM on_call_shift WHERE actor_id = actor.id AND during @> ${at}::timestamptz)`.as(
        'on_call',
      ),
    ])
    .where((eb) =>
      eb.or([
        eb.and([
          eb('actor.organization_id', '=', performerId),
          eb('actor.kind', '=', 'specialist'),
          eb('actor.specialty', '=', specialty),
        ]),
        eb.and([eb('actor.organization_id', '=', performerId), eb('actor.role', '=', 'admin')]),
        eb.and([eb('organization.kind', '=', 'urumqi'), eb('actor.role', '=', 'coordinator')]),
      ]),
    )
    .orderBy('actor.id')
    .execute();
  const ids = (wanted: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(wanted).map(({ id }) => id);
  return [
    ids((row) => row.kind === 'specialist' && row.on_call),
    ids((row) => row.kind === 'specialist'),
    ids((row) => row.kind !== 'specialist'),
  ];
}

/** Pages these people; who was paged before is paged again. */
export async function writePages(
  db: Queries,
  requestId: string,
  level: number,
  people: readonly string[],
  at: Date,
): Promise<void> {
  if (people.length === 0) return;
  await db
    .insertInto('page')
    .values(
      people.map((actor_id) => ({
        id: randomUUID(),
        service_request_id: requestId,
        actor_id,
        level,
        paged_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['service_request_id', 'actor_id'])
        .doUpdateSet({ paged_at: at, answered_at: null }),
    )
    .execute();
}

export async function pagedFor(db: Queries, requestId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('page')
    .select('actor_id')
    .where('service_request_id', '=', requestId)
    .execute();
  return new Set(rows.map((row) => row.actor_id));
}

/** A new round of paging begins: who was paged in an earlier one is reached again. */
export async function forgetPages(db: Queries, requestId: string): Promise<void> {
  await db.deleteFrom('page').where('service_request_id', '=', requestId).execute();
}

/** The pages that ring for somebody: not answered, of requests for which somebody is still sought. */
export async function ringingFor(db: Queries, actorId: string) {
  return db
    .selectFrom('page')
    .innerJoin('service_request', 'service_request.id', 'page.service_request_id')
    .innerJoin('organization', 'organization.id', 'service_request.requesting_organization_id')
    .select([
      'page.id',
      'page.service_request_id',
      'page.level',
      'page.paged_at',
      'service_request.specialty',
      'organization.name as organization_name',
    ])
    .where('page.actor_id', '=', actorId)
    .where('page.answered_at', 'is', null)
    .where('service_request.escalate_at', 'is not', null)
    .orderBy('page.paged_at')
    .execute();
}

export async function findPage(db: Queries, id: string, actorId: string) {
  return db
    .selectFrom('page')
    .select(['id', 'service_request_id', 'answered_at'])
    .where('id', '=', id)
    .where('actor_id', '=', actorId)
    .executeTakeFirst();
}

export async function markAnswered(db: Queries, id: string, at: Date): Promise<void> {
  await db.updateTable('page').set({ answered_at: at }).where('id', '=', id).execute();
}

/** Not a new version: nothing has changed that anybody edits. */
export async function setEscalation(
  db: Queries,
  requestId: string,
  level: number,
  at: Date,
): Promise<void> {
  await db
    .updateTable('service_request')
    .set({ escalation_level: level, escalate_at: at })
    .where('id', '=', requestId)
    .execute();
}
