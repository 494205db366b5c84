import type { Database } from '../database/types.ts';
import { type Cursor, formatCursor, isAfter } from './cursor.ts';
import { type AddressedEvent, type EventFeed, readEvents } from './feed.ts';
import { type EventScope, mayHear } from './rules.ts';
import { horizon } from './store.ts';

/** How many events may wait for a backfill to end before the stream gives up. */
const MAX_WAITING = 5000;

export interface StreamSink {
  /** Called once, first: the place from which the stream tells. */
  opened(cursor: string): void;
  event(event: AddressedEvent['event']): void;
  /** The stream cannot go on; the reader reconnects with its last cursor. */
  failed(): void;
}

/**
 * Tells one reader everything after `after`, then what happens from now on: backfill → cutover →
 * stream. The live feed is joined *before* the backfill and kept waiting, so the two overlap and
 * leave no gap; whatever both tell is dropped by its cursor.
 *
 * @param after Absent, or from another database (restored, replaced): begins now.
 * @returns Ends the stream.
 */
export async function streamEvents(
  db: Database,
  feed: EventFeed,
  scope: EventScope,
  after: Cursor | undefined,
  sink: StreamSink,
): Promise<() => void> {
  let waiting: AddressedEvent[] | undefined = [];
  const now = await horizon(db);
  let told = after && !isAfter(after, now) ? after : now;

  const tell = (events: readonly AddressedEvent[]) => {
    for (const one of events) {
      if (!isAfter(one.cursor, told)) continue;
      told = one.cursor;
      if (mayHear(scope, one.event, one)) sink.event(one.event);
    }
  };
  const leave = await feed.subscribe((events) => {
    if (!waiting) tell(events);
    else if (waiting.length > MAX_WAITING) sink.failed();
    else waiting.push(...events);
  });
  try {
    sink.opened(formatCursor(told));
    for (;;) {
      const missed = await readEvents(db, told);
      if (missed.length === 0) break;
      tell(missed);
    }
    const buffered = waiting;
    waiting = undefined;
    tell(buffered);
    return leave;
  } catch (error) {
    leave();
    throw error;
  }
}
