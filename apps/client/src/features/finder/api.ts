import type { AppointmentSearch, FreeBusy } from '@silkconsult/protocol';
import {
  freeBusySchema,
  organizationSchema,
  pageOf,
  patientSchema,
  practitionerSchema,
  searchResultSchema,
  serviceRequestSchema,
} from '@silkconsult/protocol';
import { useQuery } from '@tanstack/react-query';
import { getCase } from '../../api/endpoints.ts';
import { ask } from '../../api/http.ts';
import { CASES_KEY, freeBusyKey, TIMES_KEY } from '../../api/queries.ts';

const at = (path: string, query: Record<string, string>) =>
  `${path}?${new URLSearchParams({ limit: '200', ...query })}`;

export function useHospitals() {
  return useQuery({
    queryKey: ['finder', 'hospitals'],
    queryFn: () => ask(at('/api/organizations', { kind: 'partner' }), pageOf(organizationSchema)),
  });
}

export function usePatients(organization: string) {
  return useQuery({
    queryKey: ['finder', 'patients', organization],
    queryFn: () => ask(at('/api/patients', { organization }), pageOf(patientSchema)),
    enabled: organization !== '',
  });
}

export function useReferrers(organization: string) {
  return useQuery({
    queryKey: ['finder', 'referrers', organization],
    queryFn: () =>
      ask(at('/api/practitioners', { organization, kind: 'referrer' }), pageOf(practitionerSchema)),
    enabled: organization !== '',
  });
}

export function useSpecialists(specialty: string) {
  return useQuery({
    queryKey: ['finder', 'specialists', specialty],
    queryFn: () =>
      ask(at('/api/practitioners', { specialty, kind: 'specialist' }), pageOf(practitionerSchema)),
  });
}

/** The request that a time is looked for, when the address names one. */
export function useRequest(id: string) {
  return useQuery({
    queryKey: ['serviceRequest', id],
    queryFn: () => ask(`/api/service-requests/${encodeURIComponent(id)}`, serviceRequestSchema),
    enabled: id !== '',
  });
}

/** The written case whose consult is booked again, when the address names one. */
export function useCase(id: string) {
  return useQuery({
    queryKey: [...CASES_KEY, id],
    queryFn: () => getCase(id),
    enabled: id !== '',
  });
}

/** The times that all share; found anew when somebody's hours change meanwhile. */
export function useTimes(search: AppointmentSearch | undefined) {
  return useQuery({
    queryKey: [...TIMES_KEY, search],
    queryFn: () =>
      ask('/api/appointment-searches', searchResultSchema, { method: 'POST', body: search }),
    enabled: search !== undefined,
  });
}

export function useFreeBusy(actor: string, from: Date, to: Date) {
  const [start, end] = [from.toISOString(), to.toISOString()];
  return useQuery({
    queryKey: [...freeBusyKey(actor), start, end],
    queryFn: (): Promise<FreeBusy> =>
      ask(
        `/api/actors/${encodeURIComponent(actor)}/free-busy?${new URLSearchParams({ from: start, to: end })}`,
        freeBusySchema,
      ),
  });
}
