import type {
  Appointment,
  AppointmentSearch,
  FreeBusy,
  NewAppointment,
} from '@silkconsult/protocol';
import {
  appointmentSchema,
  freeBusySchema,
  organizationSchema,
  pageOf,
  patientSchema,
  practitionerSchema,
  searchResultSchema,
  serviceRequestSchema,
} from '@silkconsult/protocol';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/http.ts';

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

export const searchTimes = (search: AppointmentSearch) =>
  ask('/api/appointment-searches', searchResultSchema, { method: 'POST', body: search });

export const book = (wanted: NewAppointment): Promise<Appointment> =>
  ask('/api/appointments', appointmentSchema, { method: 'POST', body: wanted });

export function useFreeBusy(actor: string, from: Date, to: Date) {
  const [start, end] = [from.toISOString(), to.toISOString()];
  return useQuery({
    queryKey: ['freeBusy', actor, start, end],
    queryFn: (): Promise<FreeBusy> =>
      ask(
        `/api/actors/${encodeURIComponent(actor)}/free-busy?${new URLSearchParams({ from: start, to: end })}`,
        freeBusySchema,
      ),
  });
}
