import type { Queries } from '../database/types.ts';

/** What a request's view needs beside its row: SQL only. */

export async function personsOf(db: Queries, ids: readonly (string | null)[]) {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .selectFrom('actor')
    .select(['id', 'name', 'native_name', 'chinese_name', 'birth_year'])
    .where('id', 'in', wanted)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        nativeName: row.native_name ?? undefined,
        chineseName: row.chinese_name ?? undefined,
        birthYear: row.birth_year ?? undefined,
      },
    ]),
  );
}

export async function organizationsOf(db: Queries, ids: readonly (string | null)[]) {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .selectFrom('organization')
    .select(['id', 'name', 'time_zone'])
    .where('id', 'in', wanted)
    .execute();
  return new Map(
    rows.map(({ id, name, time_zone }) => [id, { id, name, timeZone: time_zone }] as const),
  );
}

export async function specialistsOf(db: Queries, requestIds: readonly string[]) {
  if (requestIds.length === 0) return [];
  const rows = await db
    .selectFrom('service_request_specialist')
    .innerJoin('actor', 'actor.id', 'service_request_specialist.actor_id')
    .select([
      'service_request_specialist.service_request_id as requestId',
      'actor.id',
      'actor.name',
      'actor.native_name',
    ])
    .where('service_request_specialist.service_request_id', 'in', requestIds)
    .orderBy('actor.name')
    .orderBy('actor.id')
    .execute();
  return rows.map(({ native_name, ...row }) => ({ ...row, nativeName: native_name ?? undefined }));
}

export async function messagesOf(db: Queries, requestIds: readonly string[]) {
  if (requestIds.length === 0) return [];
  return db
    .selectFrom('service_request_message as message')
    .innerJoin('actor', 'actor.id', 'message.author_id')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .select([
      'message.id',
      'message.service_request_id',
      'message.kind',
      'message.text',
      'message.at',
      'message.author_id',
      'actor.name',
      'actor.native_name',
      'organization.name as organization_name',
    ])
    .where('message.service_request_id', 'in', requestIds)
    .orderBy('message.position')
    .execute();
}

export async function pagesOf(db: Queries, requestIds: readonly string[]) {
  if (requestIds.length === 0) return [];
  return db
    .selectFrom('page')
    .innerJoin('actor', 'actor.id', 'page.actor_id')
    .select([
      'page.service_request_id',
      'page.actor_id',
      'page.level',
      'page.paged_at',
      'page.answered_at',
      'actor.name',
      'actor.native_name',
    ])
    .where('page.service_request_id', 'in', requestIds)
    .orderBy('page.level')
    .orderBy('actor.name')
    .execute();
}

/** The consult that was booked last for each request. */
export async function appointmentsOf(db: Queries, requestIds: readonly string[]) {
  if (requestIds.length === 0) return new Map<string, { id: string; start: Date; end: Date }>();
  const rows = await db
    .selectFrom('appointment')
    .select(['id', 'service_request_id', 'starts_at as start', 'ends_at as end'])
    .where('service_request_id', 'in', requestIds)
    .where('status', '!=', 'cancelled')
    .orderBy('starts_at')
    .execute();
  return new Map(
    rows.map(({ service_request_id, ...consult }) => [service_request_id ?? '', consult]),
  );
}
