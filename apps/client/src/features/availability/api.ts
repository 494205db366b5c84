import type { NewException, Schedule } from '@silkconsult/protocol';
import {
  availabilitySchema,
  createdExceptionSchema,
  interpreterSchema,
  pageOf,
  practitionerSchema,
} from '@silkconsult/protocol';
import { useQuery } from '@tanstack/react-query';
import { ask, tell } from '../../api/http.ts';

export const availabilityKey = (actor: string) => ['availability', actor] as const;
const pathOf = (actor: string) => `/api/actors/${encodeURIComponent(actor)}/availability`;

export function useAvailability(actor: string) {
  return useQuery({
    queryKey: availabilityKey(actor),
    queryFn: () => ask(pathOf(actor), availabilitySchema),
    enabled: actor !== '',
  });
}

/** Whose hours somebody of this organisation may enter for others. */
export function useColleagues(organization: string) {
  return useQuery({
    queryKey: ['colleagues', organization],
    queryFn: async () => {
      const query = new URLSearchParams({ organization, limit: '200' });
      const [practitioners, interpreters] = await Promise.all([
        ask(`/api/practitioners?${query}`, pageOf(practitionerSchema)),
        ask('/api/interpreters?limit=200', pageOf(interpreterSchema)),
      ]);
      const own = interpreters.items.filter((one) => one.organizationId === organization);
      return [...practitioners.items, ...own];
    },
    enabled: organization !== '',
  });
}

export const saveSchedule = (actor: string, version: number, schedule: Schedule) =>
  ask(pathOf(actor), availabilitySchema, { method: 'PUT', body: { version, schedule } });

export const addException = (actor: string, exception: NewException) =>
  ask(`${pathOf(actor)}/exceptions`, createdExceptionSchema, { method: 'POST', body: exception });

export const removeException = (actor: string, id: string) =>
  tell(`${pathOf(actor)}/exceptions/${encodeURIComponent(id)}`, { method: 'DELETE' });
