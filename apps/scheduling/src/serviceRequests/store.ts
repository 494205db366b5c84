import { type ExpressionBuilder, sql } from 'kysely';
import type { NewRow, Queries, Schema } from '../database/types.ts';
import type { RequestFacts, RequestScope } from './rules/access.ts';

/** The scope as a condition on `service_request`. */
export function inScope({ personId, sees }: RequestScope) {
  return (eb: ExpressionBuilder<Schema, 'service_request'>) => {
    if (sees.type === 'none') return eb.lit(false);
    const sent = eb('service_request.stage', '!=', 'draft');
    const own = eb('service_request.requester_id', '=', personId);
    if (sees.type === 'network') return eb.or([own, sent]);
    if (sees.type === 'organization')
      return eb.or([
        own,
        eb.and([
          sent,
          eb.or([
            eb('service_request.requesting_organization_id', '=', sees.organizationId),
            eb('service_request.performer_id', '=', sees.organizationId),
          ]),
        ]),
      ]);
    const mine = (table: 'service_request_specialist' | 'page') =>
      eb
        .selectFrom(table)
        .select(`${table}.service_request_id`)
        .where(`${table}.actor_id`, '=', personId);
    return eb.or([
      own,
      eb.and([
        sent,
        eb.or([
          eb('service_request.id', 'in', mine('service_request_specialist')),
          eb('service_request.id', 'in', mine('page')),
        ]),
      ]),
    ]);
  };
}

export async function findRequest(db: Queries, scope: RequestScope, id: string) {
  return db
    .selectFrom('service_request')
    .selectAll('service_request')
    .where('service_request.id', '=', id)
    .where(inScope(scope))
    .executeTakeFirst();
}
export type RequestRow = NonNullable<Awaited<ReturnType<typeof findRequest>>>;

/** Takes the row until the transaction ends, so that changes of a request follow each other. */
export async function lockRequest(db: Queries, id: string) {
  return db
    .selectFrom('service_request')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

const OPEN = ['draft', 'triage', 'needs-information', 'accepted', 'booked'] as const;
const PAST = ['declined', 'closed'] as const;

/** Open ones by the time until which somebody has to act; past ones with the newest first. */
export async function listRequests(
  db: Queries,
  scope: RequestScope,
  filter: { show: 'open' | 'past'; after?: string; limit: number },
) {
  const rows = db
    .selectFrom('service_request')
    .selectAll('service_request')
    .where(inScope(scope))
    .limit(filter.limit);
  if (filter.show === 'open')
    return rows
      .where('stage', 'in', OPEN)
      .$if(filter.after !== undefined, (query) =>
        query.where(
          sql<boolean>`(coalesce(respond_by, 'infinity'), service_request.id) > (
            SELECT coalesce(respond_by, 'infinity'), id FROM service_request WHERE id = ${filter.after})`,
        ),
      )
      .orderBy(sql`coalesce(respond_by, 'infinity')`)
      .orderBy('service_request.id')
      .execute();
  return rows
    .where('stage', 'in', PAST)
    .$if(filter.after !== undefined, (query) =>
      query.where(
        sql<boolean>`(created_at, service_request.id) < (
          SELECT created_at, id FROM service_request WHERE id = ${filter.after})`,
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('service_request.id', 'desc')
    .execute();
}

export async function insertRequest(db: Queries, row: NewRow<'service_request'>): Promise<void> {
  await db.insertInto('service_request').values(row).execute();
}

/** How the author was to be reached about the last request: seldom otherwise about the next. */
export async function lastContactOf(db: Queries, requesterId: string): Promise<string> {
  const row = await db
    .selectFrom('service_request')
    .select('contact')
    .where('requester_id', '=', requesterId)
    .where('contact', '!=', '')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.contact ?? '';
}

export type RequestChange = Partial<Omit<NewRow<'service_request'>, 'id' | 'version' | 'demo'>>;

export async function updateRequest(db: Queries, id: string, change: RequestChange): Promise<void> {
  await db
    .updateTable('service_request')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}

export async function insertMessage(
  db: Queries,
  row: NewRow<'service_request_message'>,
): Promise<void> {
  await db.insertInto('service_request_message').values(row).execute();
}

export async function replaceSpecialists(
  db: Queries,
  requestId: string,
  actorIds: readonly string[],
): Promise<void> {
  await db
    .deleteFrom('service_request_specialist')
    .where('service_request_id', '=', requestId)
    .execute();
  if (actorIds.length === 0) return;
  await db
    .insertInto('service_request_specialist')
    .values(actorIds.map((actor_id) => ({ service_request_id: requestId, actor_id })))
    .execute();
}

/** Those of the actors who are specialists in Urumqi: whoever a request can be assigned to. */
export async function findSpecialists(db: Queries, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('actor')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .select('actor.id')
    .where('actor.id', 'in', ids)
    .where('actor.kind', '=', 'specialist')
    .where('organization.kind', '=', 'urumqi')
    .execute();
  return rows.map(({ id }) => id);
}

/** Whether a consult of the request is still to be held. */
export async function hasConsultAhead(db: Queries, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('appointment')
    .select('id')
    .where('service_request_id', '=', id)
    .where('status', 'in', ['proposed', 'pending', 'booked', 'arrived'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What access to these requests depends on: it decides who may hear of their events. */
export async function factsOf(
  db: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RequestFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('service_request')
    .select([
      'id',
      'stage',
      'requester_id',
      'requesting_organization_id',
      'performer_id',
      sql<string[]>`ARRAY(
        SELECT actor_id::text FROM service_request_specialist
        WHERE service_request_id = service_request.id
        UNION SELECT actor_id::text FROM page WHERE service_request_id = service_request.id)`.as(
        'involved',
      ),
    ])
    .where('id', 'in', ids)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        stage: row.stage,
        requesterId: row.requester_id,
        requestingOrganizationId: row.requesting_organization_id,
        performerId: row.performer_id,
        involved: row.involved,
      },
    ]),
  );
}
