import type { NewOnCallShift, OnCallShift } from '@silkconsult/protocol';
import {
  interpreterSchema,
  onCallCoverListSchema,
  onCallShiftSchema,
  pageOf,
  practitionerSchema,
} from '@silkconsult/protocol';
import { useQuery } from '@tanstack/react-query';
import { ask, tell } from '../../api/http.ts';
import { ON_CALL_KEY } from '../../api/queries.ts';

/** In place of a hospital: the interpreters of all of them. */
export const INTERPRETERS = 'interpreters';

const SHIFTS = '/api/on-call-shifts';
const pathOf = (id: string) => `${SHIFTS}/${encodeURIComponent(id)}`;
const windowOf = (start: Date, end: Date) => ({
  from: start.toISOString(),
  to: end.toISOString(),
});

async function listShifts(start: Date, end: Date, mine: boolean): Promise<OnCallShift[]> {
  const shifts: OnCallShift[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ ...windowOf(start, end), limit: '200' });
    if (mine) query.set('mine', 'true');
    if (cursor) query.set('cursor', cursor);
    const page = await ask(`${SHIFTS}?${query}`, pageOf(onCallShiftSchema));
    shifts.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return shifts;
}

export function useShifts(start: Date, end: Date, mine: boolean) {
  return useQuery({
    queryKey: [...ON_CALL_KEY, 'shifts', start.toISOString(), mine],
    queryFn: () => listShifts(start, end, mine),
    refetchInterval: 60_000,
  });
}

export function useCover(start: Date, end: Date, enabled: boolean) {
  return useQuery({
    queryKey: [...ON_CALL_KEY, 'cover', start.toISOString()],
    queryFn: async () => {
      const query = new URLSearchParams(windowOf(start, end));
      return (await ask(`/api/on-call-cover?${query}`, onCallCoverListSchema)).items;
    },
    enabled,
    refetchInterval: 60_000,
  });
}

/** Who can be put on call: the specialists of a hospital, or the interpreters. */
export function useCallable(who: string) {
  return useQuery({
    queryKey: [...ON_CALL_KEY, 'people', who],
    queryFn: async () => {
      if (who === INTERPRETERS)
        return (await ask('/api/interpreters?limit=200', pageOf(interpreterSchema))).items;
      const query = new URLSearchParams({ organization: who, kind: 'specialist', limit: '200' });
      return (await ask(`/api/practitioners?${query}`, pageOf(practitionerSchema))).items;
    },
  });
}

export const addShift = (shift: NewOnCallShift) =>
  ask(SHIFTS, onCallShiftSchema, { method: 'POST', body: shift });

export const changeShift = ({ id, version }: OnCallShift, times: { start: string; end: string }) =>
  ask(pathOf(id), onCallShiftSchema, { method: 'PATCH', body: { version, ...times } });

export const removeShift = (id: string) => tell(pathOf(id), { method: 'DELETE' });
