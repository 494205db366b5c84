import { sql } from 'kysely';
import type { AppointmentScope } from '../appointments/rules/access.ts';
import { inScope } from '../appointments/store.ts';
import type { NewRow, Queries } from '../database/types.ts';

/** @returns Whether the consult had none yet. */
export async function insertCase(
  db: Queries,
  row: Pick<
    NewRow<'written_case'>,
    'id' | 'appointment_id' | 'cause' | 'opened_at' | 'reason' | 'opened_by'
  >,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('written_case')
    .values({ ...row, version: 1, status: 'open' })
    .onConflict((conflict) => conflict.column('appointment_id').doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

/** The cases of the consults in scope, with what the consult and its request say. */
function casesIn(db: Queries, scope: AppointmentScope) {
  return db
    .selectFrom('written_case')
    .innerJoin('appointment', 'appointment.id', 'written_case.appointment_id')
    .leftJoin('actor as opener', 'opener.id', 'written_case.opened_by')
    .leftJoin('service_request', 'service_request.id', 'appointment.service_request_id')
    .selectAll('written_case')
    .select([
      'written_case.reason as case_reason',
      'opener.name as opener',
      'appointment.reason as consult_reason',
      'appointment.specialty',
      'appointment.starts_at',
      'appointment.ends_at',
      'appointment.service_request_id',
      'appointment.demo',
      'service_request.question',
      'service_request.summary',
    ])
    .where(inScope(scope));
}

export async function findCase(db: Queries, scope: AppointmentScope, id: string) {
  return casesIn(db, scope).where('written_case.id', '=', id).executeTakeFirst();
}
export type CaseRow = NonNullable<Awaited<ReturnType<typeof findCase>>>;

/** The newest first: what waits is seldom old. */
export async function listCases(
  db: Queries,
  scope: AppointmentScope,
  filter: { after?: string; limit: number },
): Promise<CaseRow[]> {
  return casesIn(db, scope)
    .$if(filter.after !== undefined, (query) =>
      query.where(
        sql<boolean>`(written_case.opened_at, written_case.id) < (
          SELECT opened_at, id FROM written_case WHERE id = ${filter.after})`,
      ),
    )
    .orderBy('written_case.opened_at', 'desc')
    .orderBy('written_case.id', 'desc')
    .limit(filter.limit)
    .execute();
}

export async function lockCase(db: Queries, id: string) {
  return db
    .selectFrom('written_case')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateCase(
  db: Queries,
  id: string,
  change: Partial<Pick<NewRow<'written_case'>, 'status' | 'next_appointment_id'>>,
): Promise<void> {
  await db
    .updateTable('written_case')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}

export async function insertCaseMessage(
  db: Queries,
  row: NewRow<'written_case_message'>,
): Promise<void> {
  await db.insertInto('written_case_message').values(row).execute();
}

export async function caseMessagesOf(db: Queries, caseIds: readonly string[]) {
  if (caseIds.length === 0) return [];
  return db
    .selectFrom('written_case_message as message')
    .innerJoin('actor', 'actor.id', 'message.author_id')
    .select([
      'message.id',
      'message.case_id',
      'message.kind',
      'message.text',
      'message.at',
      'actor.name as author',
    ])
    .where('message.case_id', 'in', caseIds)
    .orderBy('message.position')
    .execute();
}
