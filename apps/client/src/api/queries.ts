import type { Appointment } from '@silkconsult/protocol';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { followEvents } from '../live/events.ts';
import { getAppointment, listAppointments } from './endpoints.ts';
import { currentSession } from './session.ts';

export const appointmentKey = (id: string) => ['appointment', id] as const;
export const transcriptKey = (id: string) => ['transcript', id] as const;
export const readinessKey = (id: string) => ['readiness', id] as const;
export const APPOINTMENTS_KEY = ['appointments'] as const;
/** Searches for interpreters, and what was offered to oneself. */
export const OFFERS_KEY = ['offers'] as const;
export const CASES_KEY = ['writtenCases'] as const;
export const availabilityKey = (actor: string) => ['availability', actor] as const;
/** Of one actor, in whatever window. */
export const freeBusyKey = (actor: string) => ['freeBusy', actor] as const;
/** Times that all share, found by the finder. */
export const TIMES_KEY = ['times'] as const;
/** Shifts on call, and what they leave uncovered. */
export const ON_CALL_KEY = ['on-call'] as const;
/** What the viewer was told. */
export const NOTICES_KEY = ['notices'] as const;
/** Requests, one or lists of them, and what rings because of them. */
export const REQUESTS_KEY = ['requests'] as const;

/** The consults that begin within a window. */
export function useAppointments(from: Date, to: Date) {
  return useQuery({
    queryKey: [...APPOINTMENTS_KEY, from.toISOString(), to.toISOString()],
    queryFn: () => listAppointments(from, to),
    refetchInterval: 5 * 60_000,
  });
}

export function useAppointment(id: string, known?: Appointment) {
  return useQuery({
    queryKey: appointmentKey(id),
    queryFn: () => getAppointment(id),
    initialData: known,
    enabled: id !== '',
  });
}

/** The stream of this page: one, however many parts of the page follow it. */
let followers = 0;
let stream: AbortController | undefined;

/** Live events name what changed; the changed thing is read again through the API. */
export function useLiveUpdates(): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!currentSession()) return;
    followers += 1;
    if (!stream) {
      stream = new AbortController();
      follow(client, stream.signal);
    }
    return () => {
      followers -= 1;
      if (followers > 0) return;
      stream?.abort();
      stream = undefined;
    };
  }, [client]);
}

function follow(client: QueryClient, signal: AbortSignal): void {
  let away = false;
  void followEvents(
    (event) => {
      // Seldom, and nearly everything on the page may name somebody new.
      if (event.organizationId) return void client.invalidateQueries();
      void client.invalidateQueries({ queryKey: NOTICES_KEY });
      if (event.actorId) {
        void client.invalidateQueries({ queryKey: availabilityKey(event.actorId) });
        void client.invalidateQueries({ queryKey: freeBusyKey(event.actorId) });
        void client.invalidateQueries({ queryKey: TIMES_KEY });
        void client.invalidateQueries({ queryKey: ON_CALL_KEY });
        return;
      }
      if (event.serviceRequestId) {
        void client.invalidateQueries({ queryKey: REQUESTS_KEY });
        return;
      }
      const { appointmentId = '' } = event;
      if (event.type === 'interpreterOfferChanged')
        void client.invalidateQueries({ queryKey: OFFERS_KEY });
      void client.invalidateQueries({ queryKey: appointmentKey(appointmentId) });
      if (event.type === 'transcriptChanged')
        void client.invalidateQueries({ queryKey: transcriptKey(appointmentId) });
      void client.invalidateQueries({ queryKey: CASES_KEY });
      void client.invalidateQueries({ queryKey: readinessKey(appointmentId) });
      void client.invalidateQueries({ queryKey: APPOINTMENTS_KEY });
    },
    (connected) => {
      if (connected && away) {
        void client.invalidateQueries({ queryKey: APPOINTMENTS_KEY });
        void client.invalidateQueries({ queryKey: REQUESTS_KEY });
        void client.invalidateQueries({ queryKey: OFFERS_KEY });
      }
      away = !connected;
    },
    signal,
  );
}
