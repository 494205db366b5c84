import type { Repeat } from '@silkconsult/protocol';
import { Temporal } from 'temporal-polyfill';
import type { Times } from './times.ts';

/**
 * The times of a series: the same time of day in the organiser's zone, however long the night
 * between is. The 31st repeated by month is the last day of shorter months.
 */
export function timesOfSeries(
  { start, end }: Times,
  repeat: Repeat | undefined,
  timeZone: string,
): Times[] {
  if (!repeat) return [{ start, end }];
  const first = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(
    timeZone,
  );
  const length = end.getTime() - start.getTime();
  return Array.from({ length: repeat.count }, (_, index) => {
    const at = first.add({ [`${repeat.every}s`]: index }).epochMilliseconds;
    return { start: new Date(at), end: new Date(at + length) };
  });
}
