import { Temporal } from 'temporal-polyfill';

/** Today's date on the calendar of a zone: '2026-11-23'. */
export function dayIn(timeZone: string, at: Date): string {
  return inZone(timeZone, at).toPlainDate().toString();
}

/** When the ISO week around an instant began on the clock of a zone: Monday 00:00. */
export function weekStart(timeZone: string, at: Date): Date {
  const day = inZone(timeZone, at).toPlainDate();
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  return new Date(monday.toZonedDateTime(timeZone).epochMilliseconds);
}

function inZone(timeZone: string, at: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
}
