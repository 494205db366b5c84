import type { Language, Organization, PractitionerKind, Specialty } from '@silkconsult/protocol';
import { type ExpressionBuilder, sql } from 'kysely';
import type { Queries, Schema } from '../database/types.ts';
import type { DirectoryScope } from './rules.ts';

export interface Page {
  after?: string;
  limit: number;
}

/** The participations that the scope opens: of people, who in turn belong to organisations. */
function openedParts(
  eb: ExpressionBuilder<Schema, 'actor'> | ExpressionBuilder<Schema, 'organization'>,
  scope: Exclude<DirectoryScope, { type: 'all' | 'organization' }>,
) {
  const parts = (eb as ExpressionBuilder<Schema, 'organization'>).selectFrom('participant as part');
  if (scope.type === 'appointment')
    return parts.where('part.appointment_id', '=', scope.appointmentId);
  const own = (eb as ExpressionBuilder<Schema, 'organization'>)
    .selectFrom('participant as own')
    .select('own.appointment_id')
    .$if(scope.type === 'sharedWithPerson', (query) =>
      query.where('own.actor_id', '=', scope.type === 'sharedWithPerson' ? scope.actorId : ''),
    )
    .$if(scope.type === 'sharedWithOrganization', (query) =>
      query
        .innerJoin('actor as colleague', 'colleague.id', 'own.actor_id')
        .where(
          'colleague.organization_id',
          '=',
          scope.type === 'sharedWithOrganization' ? scope.organizationId : '',
        ),
    );
  return parts.where('part.appointment_id', 'in', own);
}

/** The scope as a condition on `actor`. */
export function personInScope(scope: DirectoryScope) {
  return (eb: ExpressionBuilder<Schema, 'actor'>) => {
    if (scope.type === 'all') return eb.lit(true);
    if (scope.type === 'organization')
      return eb('actor.organization_id', '=', scope.organizationId);
    return eb('actor.id', 'in', openedParts(eb, scope).select('part.actor_id'));
  };
}

/** The scope as a condition on `organization`. */
export function organizationInScope(scope: DirectoryScope) {
  return (eb: ExpressionBuilder<Schema, 'organization'>) => {
    if (scope.type === 'all') return eb.lit(true);
    if (scope.type === 'organization') return eb('organization.id', '=', scope.organizationId);
    return eb(
      'organization.id',
      'in',
      openedParts(eb, scope)
        .innerJoin('actor as member', 'member.id', 'part.actor_id')
        .select('member.organization_id'),
    );
  };
}

/** A name that is searched for, as a LIKE pattern that matches it literally anywhere. */
const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

export async function listOrganizations(
  db: Queries,
  scope: DirectoryScope,
  filter: Page & {
    q?: string;
    country?: Organization['country'];
    kind?: Organization['kind'];
  },
) {
  return db
    .selectFrom('organization')
    .selectAll('organization')
    .where(organizationInScope(scope))
    .$if(filter.country !== undefined, (query) =>
      query.where('country', '=', filter.country ?? null),
    )
    .$if(filter.kind !== undefined, (query) => query.where('kind', '=', filter.kind ?? null))
    .$if(filter.q !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('name', 'ilike', containing(filter.q ?? '')),
          eb('city', 'ilike', containing(filter.q ?? '')),
          eb(sql<string>`names::text`, 'ilike', containing(filter.q ?? '')),
        ]),
      ),
    )
    .$if(filter.after !== undefined, (query) =>
      query.where(
        sql<boolean>`(name, id) > (SELECT name, id FROM organization WHERE id = ${filter.after})`,
      ),
    )
    .orderBy('name')
    .orderBy('id')
    .limit(filter.limit)
    .execute();
}
export type OrganizationRow = Awaited<ReturnType<typeof listOrganizations>>[number];

export interface PeopleFilter extends Page {
  role: 'practitioner' | 'interpreter' | 'patient';
  organization?: string;
  kind?: PractitionerKind;
  specialty?: Specialty;
  language?: Language;
  /** Interpreters between these two, in either direction; one of them may be left open. */
  between?: readonly Language[];
}

/** People with their organisation, as lists show them. */
export function people(db: Queries) {
  return db
    .selectFrom('actor')
    .innerJoin('organization', 'organization.id', 'actor.organization_id')
    .select([
      'actor.id',
      'actor.kind',
      'actor.specialty',
      'actor.name',
      'actor.native_name',
      'actor.chinese_name',
      'actor.languages',
      'actor.language_pairs',
      'actor.birth_year',
      sql<string | null>`actor.birth_date::text`.as('birth_date'),
      'actor.time_zone',
      'actor.demo',
      'organization.id as organization_id',
      'organization.name as organization_name',
      'organization.time_zone as organization_time_zone',
    ]);
}

export async function listPeople(db: Queries, scope: DirectoryScope, filter: PeopleFilter) {
  return people(db)
    .where('actor.role', '=', filter.role)
    .where(personInScope(scope))
    .$if(filter.organization !== undefined, (query) =>
      query.where('actor.organization_id', '=', filter.organization ?? ''),
    )
    .$if(filter.kind !== undefined, (query) => query.where('actor.kind', '=', filter.kind ?? null))
    .$if(filter.specialty !== undefined, (query) =>
      query.where('actor.specialty', '=', filter.specialty ?? null),
    )
    .$if(filter.language !== undefined, (query) =>
      query.where(sql<boolean>`${filter.language} = ANY (actor.languages)`),
    )
    .$if(filter.between !== undefined, (query) =>
      query.where(
        sql<boolean>`EXISTS (
          SELECT FROM jsonb_array_elements(actor.language_pairs) AS pair
          WHERE pair @> ${JSON.stringify(filter.between)}::jsonb)`,
      ),
    )
    .$if(filter.after !== undefined, (query) =>
      query.where(
        sql<boolean>`(actor.name, actor.id) > (SELECT name, id FROM actor WHERE id = ${filter.after})`,
      ),
    )
    .orderBy('actor.name')
    .orderBy('actor.id')
    .limit(filter.limit)
    .execute();
}
export type PersonListRow = Awaited<ReturnType<typeof listPeople>>[number];
