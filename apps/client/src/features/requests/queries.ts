import type { RequestAction, ServiceRequest } from '@silkconsult/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { REQUESTS_KEY } from '../../api/queries.ts';
import {
  actOnRequest,
  getRequest,
  listOpenRequests,
  listPastRequests,
  listSpecialists,
} from '../../api/requests.ts';

export const requestKey = (id: string) => [...REQUESTS_KEY, id] as const;

export function useRequests(show: 'open' | 'past') {
  return useQuery({
    queryKey: [...REQUESTS_KEY, show],
    queryFn: show === 'open' ? listOpenRequests : listPastRequests,
    refetchInterval: 5 * 60_000,
  });
}

export function useRequest(id: string) {
  return useQuery({ queryKey: requestKey(id), queryFn: () => getRequest(id) });
}

export function useSpecialists() {
  return useQuery({
    queryKey: ['specialists'],
    queryFn: listSpecialists,
    staleTime: 10 * 60_000,
  });
}

type WithoutVersion<Action> = Action extends unknown ? Omit<Action, 'version'> : never;
export type Step = WithoutVersion<RequestAction>;

/** One step of the request's way, decided on the version that is shown, or on an earlier one. */
export function useStep(request: ServiceRequest) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ on = request.version, ...step }: Step & { on?: number }) =>
      actOnRequest(request.id, { ...step, version: on } as RequestAction),
    onSuccess: (changed) => client.setQueryData(requestKey(request.id), changed),
    // Somebody may have been faster: what is shown then is what there is now.
    onSettled: () => void client.invalidateQueries({ queryKey: REQUESTS_KEY }),
  });
}
