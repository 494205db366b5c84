import type { AppointmentSearch, Language } from '@silkconsult/protocol';
import { sql } from 'kysely';
import type { Queries } from '../database/types.ts';

export interface CandidateIds {
  id: string;
  /** Which of the search's wishes brings them in. */
  wish: 'named' | 'specialist' | 'location' | 'interpreter';
}

/**
 * Everybody whom a search may take, in one query: those it names, the specialists of a specialty,
 * the rooms of an organisation, and the interpreters who bridge any two of the languages.
 */
export async function findCandidates(
  db: Queries,
  search: Pick<AppointmentSearch, 'anySpecialist' | 'anyLocationOf'>,
  named: readonly string[],
  bridges: readonly (readonly [Language, Language])[],
): Promise<CandidateIds[]> {
  const { anySpecialist, anyLocationOf } = search;
  const branches = [
    sql`SELECT id, 'named' AS wish FROM actor WHERE id = ANY (${named}::uuid[])`,
    ...(anySpecialist
      ? [
          sql`SELECT id, 'specialist' FROM actor
            WHERE role = 'practitioner' AND kind = 'specialist'
              AND specialty = ${anySpecialist.specialty}
              AND (${anySpecialist.organization ?? null}::uuid IS NULL
                OR organization_id = ${anySpecialist.organization ?? null})`,
        ]
      : []),
    ...(anyLocationOf
      ? [
          sql`SELECT id, 'location' FROM actor
            WHERE role = 'location' AND organization_id = ${anyLocationOf}`,
        ]
      : []),
    ...(bridges.length > 0
      ? [
          sql`SELECT id, 'interpreter' FROM actor
            WHERE role = 'interpreter' AND (${sql.join(
              bridges.flatMap(([a, b]) => [
                sql`language_pairs @> ${JSON.stringify([[a, b]])}::jsonb`,
              ]),
              sql` OR `,
            )})`,
        ]
      : []),
  ];
  const { rows } = await sql<CandidateIds>`${sql.join(branches, sql` UNION ALL `)}`.execute(db);
  return rows;
}
