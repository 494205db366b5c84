import { QueryClient } from '@tanstack/react-query';
import { failureOf } from '../api/problem.ts';

/** A plain "no" is not asked again; an unreachable server is, with growing patience. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) =>
        count < 3 && ['network', 'unavailable', 'internal'].includes(failureOf(error).code),
    },
  },
});
