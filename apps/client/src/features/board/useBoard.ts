import type { Board, BoardRow } from '@silkconsult/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { getBoard, getReadiness } from '../../api/endpoints.ts';
import { failureOf } from '../../api/problem.ts';
import { followEvents } from '../../live/events.ts';
import { dayKey } from '../../time/format.ts';
import { instantOf } from '../../time/zones.ts';

const HOUR = 3_600_000;
/** A consult of late last evening may still be running. */
const LOOK_BACK = 4 * HOUR;

const BOARD_KEY = ['board'] as const;

/** Today and tomorrow on the reader's clock. */
function boardWindow(now: Date, zone: string): { from: Date; today: Date; to: Date } {
  const midnight = (instant: Date) => instantOf(`${dayKey(instant, zone)}T00:00`, zone) ?? instant;
  const today = midnight(now);
  // 49 hours on is the day after tomorrow, be a day of 23 or of 25 hours between.
  const to = midnight(new Date(today.getTime() + 49 * HOUR));
  return { from: new Date(today.getTime() - LOOK_BACK), today, to };
}

/** The board, kept in step by the live stream: each event brings its own row anew, nothing polls. */
export function useBoard(now: Date, zone: string) {
  const client = useQueryClient();
  const day = dayKey(now, zone);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the window moves with the day, not with every tick
  const { from, today, to } = useMemo(() => boardWindow(now, zone), [day, zone]);
  const queryKey = useMemo(() => [...BOARD_KEY, from.toISOString()], [from]);
  const query = useQuery({ queryKey, queryFn: () => getBoard(from, to) });

  useEffect(() => {
    const controller = new AbortController();
    const changed = new Set<string>();
    let draining = false;
    let away = false;
    const refresh = async (id: string) => {
      const row = await getReadiness(id).catch((error: unknown) =>
        failureOf(error).code === 'not_found' ? undefined : Promise.reject(error),
      );
      const board = client.getQueryData<Board>(queryKey);
      if (board) client.setQueryData<Board>(queryKey, replaceRow(board, id, row, from, to));
      else await client.invalidateQueries({ queryKey });
    };
    const drain = async () => {
      if (draining) return;
      draining = true;
      while (changed.size > 0) {
        const ids = [...changed];
        changed.clear();
        // Should a row not come, the whole board is asked for: it must not stand still in silence.
        await Promise.all(ids.map(refresh)).catch(() => client.invalidateQueries({ queryKey }));
      }
      draining = false;
    };
    void followEvents(
      (event) => {
        const { actorId } = event;
        if (event.appointmentId) changed.add(event.appointmentId);
        // Whose hours have changed may no longer have time for what is booked.
        for (const row of client.getQueryData<Board>(queryKey)?.items ?? [])
          if (row.people.some(({ actor }) => actor === actorId)) changed.add(row.appointmentId);
        void drain();
      },
      (connected) => {
        if (connected && away) void client.invalidateQueries({ queryKey });
        away = !connected;
      },
      controller.signal,
    );
    return () => controller.abort();
  }, [client, queryKey, from, to]);

  return { query, today };
}

function replaceRow(
  board: Board,
  id: string,
  row: BoardRow | undefined,
  from: Date,
  to: Date,
): Board {
  const others = board.items.filter(({ appointmentId }) => appointmentId !== id);
  const start = row && new Date(row.start);
  const within = start && start >= from && start < to;
  const items = within ? [...others, row] : others;
  return { items: items.sort((a, b) => a.start.localeCompare(b.start)) };
}
