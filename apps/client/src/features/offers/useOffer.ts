import type { InterpreterOffer } from '@silkconsult/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getOffer, stopSeeking } from '../../api/offers.ts';
import { appointmentKey, OFFERS_KEY } from '../../api/queries.ts';

/** How the search for a consult's interpreter stands, and the ways to begin and to stop it. */
export function useOffer<Wish>(
  appointmentId: string,
  begin: (wish: Wish) => Promise<InterpreterOffer>,
) {
  const client = useQueryClient();
  const queryKey = [...OFFERS_KEY, appointmentId];
  const query = useQuery({
    queryKey,
    queryFn: () => getOffer(appointmentId),
    // Live events tell every change; this is for a moment in which they are away.
    refetchInterval: ({ state }) => (state.data?.state === 'open' ? 10_000 : false),
  });
  const onSettled = () => {
    void client.invalidateQueries({ queryKey });
    void client.invalidateQueries({ queryKey: appointmentKey(appointmentId) });
  };
  const seek = useMutation({
    mutationFn: begin,
    onSuccess: (offer) => client.setQueryData(queryKey, offer),
    onSettled,
  });
  const stop = useMutation({ mutationFn: () => stopSeeking(appointmentId), onSettled });
  return { offer: query.data ?? undefined, seek, stop };
}
