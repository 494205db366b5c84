import type { Language, Organization } from '@silkconsult/protocol';
import { organizationSchema, pageOf } from '@silkconsult/protocol';
import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../i18n/useLanguage.ts';
import { ask } from './http.ts';
import { useMe } from './session.ts';

/** The hospitals' names in a language, by the names that the API tells; those that have one. */
export const namesIn = (
  hospitals: readonly Pick<Organization, 'name' | 'names'>[],
  language: Language,
): ReadonlyMap<string, string> =>
  new Map(
    hospitals.flatMap(({ name, names }) => (names[language] ? [[name, names[language]]] : [])),
  );

/**
 * A hospital's name as the reader knows it. Everything else in the API calls a hospital by its first
 * name; the others are read once, by all but patients, who know where they are.
 */
export function useHospitalName(): (name: string) => string {
  const { language } = useLanguage();
  const me = useMe();
  const hospitals = useQuery({
    queryKey: ['organizations', 'names'],
    queryFn: () => ask('/api/organizations?limit=200', pageOf(organizationSchema)),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: me !== undefined && me.role !== 'patient',
  });
  const names = namesIn(hospitals.data?.items ?? [], language);
  return (name) => names.get(name) ?? name;
}
