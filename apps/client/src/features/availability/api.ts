import type { InterpretingChange, NewException, Schedule } from '@silkconsult/protocol';
import {
  availabilitySchema,
  createdExceptionSchema,
  interpreterLanguagesSchema,
  organizationSchema,
  pageOf,
  scheduleOwnerSchema,
} from '@silkconsult/protocol';
import { useQuery } from '@tanstack/react-query';
import { ask, tell } from '../../api/http.ts';
import { availabilityKey } from '../../api/queries.ts';

const pathOf = (actor: string) => `/api/actors/${encodeURIComponent(actor)}/availability`;

export function useAvailability(actor: string) {
  return useQuery({
    queryKey: availabilityKey(actor),
    queryFn: () => ask(pathOf(actor), availabilitySchema),
    enabled: actor !== '',
  });
}

/** The people and rooms of a hospital, for whoever may enter their hours. */
export function useOwners(organization: string) {
  return useQuery({
    queryKey: ['scheduleOwners', organization],
    queryFn: () =>
      ask(
        `/api/schedule-owners?${new URLSearchParams({ organization, limit: '200' })}`,
        pageOf(scheduleOwnerSchema),
      ),
    enabled: organization !== '',
  });
}

/** The hospitals in Urumqi, which their coordinators run together. */
export function useUrumqiHospitals(enabled: boolean) {
  return useQuery({
    queryKey: ['urumqiHospitals'],
    queryFn: () => ask('/api/organizations?kind=urumqi&limit=200', pageOf(organizationSchema)),
    enabled,
  });
}

export const saveSchedule = (actor: string, version: number, schedule: Schedule) =>
  ask(pathOf(actor), availabilitySchema, { method: 'PUT', body: { version, schedule } });

export const addException = (actor: string, exception: NewException) =>
  ask(`${pathOf(actor)}/exceptions`, createdExceptionSchema, { method: 'POST', body: exception });

export const removeException = (actor: string, id: string) =>
  tell(`${pathOf(actor)}/exceptions/${encodeURIComponent(id)}`, { method: 'DELETE' });

export const interpretingKey = (actor: string) => ['interpreting', actor] as const;
const languagesOf = (actor: string) => `/api/interpreters/${encodeURIComponent(actor)}/languages`;

export const getInterpreting = (actor: string) =>
  ask(languagesOf(actor), interpreterLanguagesSchema);

export const saveInterpreting = (actor: string, change: InterpretingChange) =>
  ask(languagesOf(actor), interpreterLanguagesSchema, { method: 'PUT', body: change });
