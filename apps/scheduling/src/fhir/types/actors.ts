import type { Resource } from '@medplum/fhirtypes';
import type { ActorRole } from '@silkconsult/protocol';
import { sql } from 'kysely';
import type { Queries } from '../../database/types.ts';
import type { DirectoryScope } from '../../directory/rules.ts';
import { personInScope } from '../../directory/store.ts';
import { conditionsOf, type RowParameter, whenReference } from '../search/conditions.ts';
import { placed, type Sorting, sortingOf } from '../search/order.ts';
import type { Criterion, Page } from '../type.ts';

/** Which people or rooms a resource type stands for, and what they are searched by. */
export interface ActorType {
  roles: readonly ActorRole[];
  parameters: Record<string, RowParameter>;
  sorting: Sorting;
}

export const ACTOR_SORTING = sortingOf('actor');

function actorsWhere(
  db: Queries,
  scope: DirectoryScope,
  { roles, parameters }: ActorType,
  criteria: readonly Criterion[],
) {
  return db
    .selectFrom('actor')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .where('actor.role', 'in', roles)
    .where(personInScope(scope))
    .where((eb) => eb.and(conditionsOf(parameters, criteria)));
}

/** People and rooms with their hospital, as every resource that stands for one is made of. */
export async function findActors(
  db: Queries,
  scope: DirectoryScope,
  type: ActorType,
  criteria: readonly Criterion[],
  page: Page,
) {
  const { from, order } = placed(type.sorting, page);
  return actorsWhere(db, scope, type, criteria)
    .selectAll('actor')
    .select([
      'organization.name as organization_name',
      'organization.city as organization_city',
      'organization.country as organization_country',
      'organization.time_zone as organization_time_zone',
    ])
    .where(from)
    .orderBy(order)
    .limit(page.limit)
    .execute();
}

export async function countActors(
  db: Queries,
  scope: DirectoryScope,
  type: ActorType,
  criteria: readonly Criterion[],
): Promise<number> {
  const row = await actorsWhere(db, scope, type, criteria)
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export type ActorRow = Awaited<ReturnType<typeof findActors>>[number];

export const organizationParameter: RowParameter = {
  type: 'reference',
  documentation: 'The hospital.',
  where: (value) => whenReference('actor.organization_id', value, 'Organization'),
};

/** The hospital's own id, which a system may name by the hospital: `urn:uuid:<organization>|<id>`. */
export const identifierParameter: RowParameter = {
  type: 'token',
  documentation: "The hospital's own id; its system is urn:uuid: and the hospital's id.",
  where: ({ text, system }) =>
    system === undefined
      ? sql<boolean>`actor.external_id = ${text}`
      : sql<boolean>`(actor.external_id = ${text}
          AND 'urn:uuid:' || actor.organization_id = ${system})`,
};

/** Those who know the language, by its BCP 47 tag. */
export const languageParameter: RowParameter = {
  type: 'token',
  documentation: 'A language that the person speaks, as a BCP 47 tag.',
  where: ({ text }) => sql<boolean>`${text} = ANY (actor.languages)`,
};

/** The reference in an element of a resource, as `_include` follows it. */
export const followed =
  <R extends Resource>(references: (resource: R) => ({ reference?: string } | undefined)[]) =>
  (resource: Resource) =>
    references(resource as R).map((one) => one?.reference);
