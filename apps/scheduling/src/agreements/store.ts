import type { Askers } from '@silkconsult/protocol';
import { type ExpressionBuilder, sql } from 'kysely';
import type { NewRow, Queries, Schema } from '../database/types.ts';
import type { AgreementScope } from './rules/access.ts';

function inScope(scope: AgreementScope) {
  return (eb: ExpressionBuilder<Schema, 'agreement'>) => {
    if (scope.type === 'all') return eb.lit(true);
    if (scope.type === 'none') return eb.lit(false);
    return eb.or([
      eb('agreement.partner_id', '=', scope.organizationId),
      eb('agreement.performer_id', '=', scope.organizationId),
    ]);
  };
}

/** Those of the named people who work at the partner and may ask for consults. */
export async function mayAsk(
  db: Queries,
  partnerId: string,
  { people }: Askers,
): Promise<ReadonlySet<string>> {
  if (people.length === 0) return new Set();
  const rows = await db
    .selectFrom('actor')
    .select('id')
    .where('id', 'in', people)
    .where('organization_id', '=', partnerId)
    .where('role', 'in', ['practitioner', 'coordinator', 'admin'])
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Agreements with both their organisations; days as texts. */
function agreements(db: Queries) {
  return db
    .selectFrom('agreement')
    .innerJoin('organization as partner', 'partner.id', 'agreement.partner_id')
    .innerJoin('organization as performer', 'performer.id', 'agreement.performer_id')
    .select([
      'agreement.id',
      'agreement.version',
      'agreement.partner_id',
      'agreement.performer_id',
      'agreement.specialties',
      'agreement.askers',
      'agreement.weekly_quota',
      'agreement.response_minutes',
      'agreement.credentials',
      'agreement.demo',
      sql<string>`agreement.valid_from::text`.as('valid_from'),
      sql<string | null>`agreement.valid_to::text`.as('valid_to'),
      'partner.name as partner_name',
      'partner.country as partner_country',
      'partner.time_zone as partner_time_zone',
      'performer.name as performer_name',
      'performer.country as performer_country',
      'performer.time_zone as performer_time_zone',
    ]);
}

export async function listAgreements(
  db: Queries,
  scope: AgreementScope,
  page: { after?: string; limit: number },
) {
  return agreements(db)
    .where(inScope(scope))
    .$if(page.after !== undefined, (query) =>
      query.where(
        sql<boolean>`(partner.name, agreement.id) > (
          SELECT organization.name, one.id FROM agreement AS one
          JOIN organization ON organization.id = one.partner_id WHERE one.id = ${page.after})`,
      ),
    )
    .orderBy('partner.name')
    .orderBy('agreement.id')
    .limit(page.limit)
    .execute();
}
export type AgreementRow = Awaited<ReturnType<typeof listAgreements>>[number];

export async function findAgreement(db: Queries, scope: AgreementScope, id: string) {
  return agreements(db).where('agreement.id', '=', id).where(inScope(scope)).executeTakeFirst();
}

/** Takes the row until the transaction ends: quotas are counted and versions compared one by one. */
export async function lockAgreements(db: Queries, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .selectFrom('agreement')
    .select('id')
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** All that a partner has agreed, valid or not. */
export async function agreementsOfPartner(db: Queries, partnerId: string) {
  return agreements(db).where('agreement.partner_id', '=', partnerId).execute();
}

/**
 * How many requests were sent under each agreement since the instant that belongs to it.
 *
 * @param except A request that is being redirected does not count against itself.
 */
export async function sentSince(
  db: Queries,
  since: readonly { id: string; start: Date }[],
  except?: string,
): Promise<ReadonlyMap<string, number>> {
  if (since.length === 0) return new Map();
  const rows = await db
    .selectFrom('service_request')
    .select((eb) => ['agreement_id', eb.fn.countAll<string>().as('count')])
    .where((eb) =>
      eb.or(
        since.map(({ id, start }) =>
          eb.and([eb('agreement_id', '=', id), eb('authored_at', '>=', start)]),
        ),
      ),
    )
    .$if(except !== undefined, (query) => query.where('id', '!=', except ?? ''))
    .groupBy('agreement_id')
    .execute();
  return new Map(rows.map((row) => [row.agreement_id ?? '', Number(row.count)]));
}

export async function responseMinutesOf(db: Queries, agreementId: string | null) {
  if (agreementId === null) return undefined;
  const row = await db
    .selectFrom('agreement')
    .select('response_minutes')
    .where('id', '=', agreementId)
    .executeTakeFirst();
  return row?.response_minutes;
}

export async function findParty(db: Queries, id: string) {
  return db
    .selectFrom('organization')
    .select(['id', 'kind', 'name', 'demo'])
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function insertAgreement(db: Queries, row: NewRow<'agreement'>): Promise<void> {
  await db.insertInto('agreement').values(row).execute();
}

export async function updateAgreement(
  db: Queries,
  id: string,
  change: Partial<Omit<NewRow<'agreement'>, 'id' | 'version' | 'partner_id' | 'performer_id'>>,
): Promise<void> {
  await db
    .updateTable('agreement')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}
