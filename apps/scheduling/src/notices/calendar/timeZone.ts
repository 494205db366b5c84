import { Temporal } from 'temporal-polyfill';

const DAY = 24 * 60 * 60_000;
/** How far around the events the zone is told: a calendar may ask about a series' neighbours. */
const MARGIN = 400 * DAY;

function offset(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const whole = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(whole / 60))}${two(whole % 60)}`;
}

const minutesAt = (at: Temporal.ZonedDateTime) => Math.round(at.offsetNanoseconds / 60e9);

/** Whether the zone's clock shows this time twice, because it is set back meanwhile. */
export function isTwice(at: Temporal.ZonedDateTime): boolean {
  const local = at.toPlainDateTime();
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    local.toZonedDateTime(at.timeZoneId, { disambiguation }),
  );
  return earlier?.epochMilliseconds !== later?.epochMilliseconds;
}

/** One stretch of a zone's clock. Its onset is written in the clock that ruled until then. */
function observance(from: number, to: number, onset: string): string[] {
  const kind = to > from ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${kind}`,
    `DTSTART:${onset}`,
    `TZOFFSETFROM:${offset(from)}`,
    `TZOFFSETTO:${offset(to)}`,
    `END:${kind}`,
  ];
}

/**
 * The zone as this runtime's tz data have it around the given times. It is written out, because the
 * reader's own tz data may be stale: with it, a consult in Almaty stands at the right hour even in a
 * calendar that never heard of 1 March 2024. (The ready-made VTIMEZONE collections know only today's
 * rule of a zone, and would put a consult before that day at the wrong hour.)
 */
export function vtimezone(zone: string, first: Date, last: Date): string {
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  let before = at(first.getTime() - MARGIN);
  const until = last.getTime() + MARGIN;
  const lines = [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    ...observance(minutesAt(before), minutesAt(before), '19700101T000000'),
  ];
  for (;;) {
    const change = before.getTimeZoneTransition('next');
    if (!change || change.epochMilliseconds > until) break;
    const last = change.subtract({ nanoseconds: 1 });
    const from = minutesAt(last);
    const onset = change.toInstant().add({ minutes: from }).toZonedDateTimeISO('UTC');
    const text = onset.toPlainDateTime().toString({ smallestUnit: 'second' });
    lines.push(...observance(from, minutesAt(change), text.replace(/[-:]/g, '')));
    before = change;
  }
  lines.push('END:VTIMEZONE');
  return lines.join('\r\n');
}
