import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { CallSession, CallState } from '../../call/index.ts';
import { getSpeakers } from './api.ts';

const READ_AGAIN_MS = 15_000;

/** What the speakers of this consult said yes and no to; read again when the room's words change. */
export function useSpeakers(appointmentId: string, session: CallSession, call: CallState) {
  const client = useQueryClient();
  const { data: speakers = [] } = useQuery({
    queryKey: ['speakers', appointmentId],
    queryFn: () => getSpeakers(appointmentId),
    // A no that changes nothing in the room is told by nobody.
    refetchInterval: READ_AGAIN_MS,
  });
  const readAgain = useCallback(
    () => client.invalidateQueries({ queryKey: ['speakers', appointmentId] }),
    [client, appointmentId],
  );
  const known = [...call.transcribed, '|', ...call.outsideSpeakers].join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: somebody else's word is in the room's state
  useEffect(() => void readAgain(), [readAgain, known]);
  const onSettled = async () => {
    // If this fails the room asks by itself a little later.
    await session.refreshConsents().catch(() => undefined);
    await readAgain();
  };
  return { speakers, onSettled };
}
