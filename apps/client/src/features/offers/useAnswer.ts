import type { MyOffer } from '@silkconsult/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answerOffer, listMyOffers, type OfferAnswer } from '../../api/offers.ts';
import { APPOINTMENTS_KEY, OFFERS_KEY } from '../../api/queries.ts';

/** What was offered to me, newest first. */
export function useMyOffers(): MyOffer[] | undefined {
  const query = useQuery({
    queryKey: [...OFFERS_KEY, 'mine'],
    queryFn: listMyOffers,
    refetchInterval: 60_000,
  });
  return query.data;
}

/** Whether I can still say yes or no. */
export function isWaiting({ state, offerState }: MyOffer): boolean {
  return offerState === 'open' && (state === 'offered' || state === 'seen');
}

/** Answering; who accepts is led to the consult, or straight into the room that calls. */
export function useAnswer() {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: ({ offer, answer }: { offer: MyOffer; answer: OfferAnswer }) =>
      answerOffer(offer.id, answer),
    onSuccess: (answered, { answer }) => {
      if (answer !== 'accept') return;
      const consult = `/appointments/${answered.appointmentId}`;
      navigate(answered.kind === 'call' ? `${consult}/room` : consult);
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: OFFERS_KEY });
      void client.invalidateQueries({ queryKey: APPOINTMENTS_KEY });
    },
  });
}
