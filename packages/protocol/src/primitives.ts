import { z } from 'zod';

/** Identifiers are UUIDs everywhere, so that none of them tells anything about a person. */
export const idSchema = z.uuid();

/**
 * Years that a consult, a licence or somebody's birth can lie in. Beyond them databases and calendars
 * disagree about what a date is, and whoever typed it has mistyped it.
 */
const inOurTimes = (text: string) => text >= '1900' && text < '2200';

/** An instant in RFC 3339 with an offset; stored and compared as UTC. */
export const instantSchema = z.iso.datetime({ offset: true }).refine(inOurTimes, { error: 'year' });

/** A day of the calendar, without a clock. */
export const dateSchema = z.iso.date().refine(inOurTimes, { error: 'year' });

/** An IANA time zone that this runtime knows. */
export const timeZoneSchema = z.string().refine(
  (zone) => {
    // An offset is none: it would not follow when a country changes its clocks.
    if (!/^[A-Za-z]/.test(zone)) return false;
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  },
  { error: 'unknown time zone' },
);

/** Text that a person typed: trimmed, not empty, bounded. */
export const typedText = (max: number) => z.string().trim().min(1).max(max);

/** A page of a list: `nextCursor` is opaque and absent on the last page. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });

export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});
