import { cityOf, directionOf, type Language, offsetText, zoneNameKey } from '@silkconsult/protocol';
import { Temporal } from 'temporal-polyfill';
import { fill, textsOf } from './texts.ts';

const LEFT_TO_RIGHT = '\u2066';
const END = '\u2069';

const zoned = (at: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);

/** Digits and signs that right-to-left text around them must not tear apart. */
const kept = (language: Language, text: string) =>
  directionOf(language) === 'rtl' ? `${LEFT_TO_RIGHT}${text}${END}` : text;

function zoneName(language: Language, zone: string): string {
  const { zones } = textsOf(language).time;
  const city = cityOf(zone);
  return zones[zoneNameKey(zone) ?? ''] ?? fill(zones.other ?? '{{city}}', { city });
}

function offsetName(at: Date, zone: string): string {
  return offsetText(Math.round(zoned(at, zone).offsetNanoseconds / 60e9));
}

function hour(at: Date, zone: string): string {
  return zoned(at, zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** '10:04:31', for what is told second by second. */
export function clockText(at: Date, zone: string): string {
  return zoned(at, zone).toPlainTime().toString({ smallestUnit: 'second' });
}

function date(language: Language, at: Date, zone: string): string {
  const { time } = textsOf(language);
  const { dayOfWeek, day, month } = zoned(at, zone);
  return fill(time.date, {
    weekday: time.weekdays[dayOfWeek] ?? '',
    day: String(day),
    month: time.months[month] ?? '',
  });
}

export interface Span {
  start: Date;
  end: Date;
}

/** 'Sunday, 22 November, 10:00 Beijing time (UTC+8)'. */
export function startText(language: Language, { start }: Span, zone: string): string {
  const { time } = textsOf(language);
  return fill(time.withDate, {
    date: date(language, start, zone),
    time: fill(time.withZone, {
      time: kept(language, hour(start, zone)),
      zone: zoneName(language, zone),
      offset: kept(language, offsetName(start, zone)),
    }),
  });
}

/** 'Sunday, 22 November, 10:00 – 10:30 Beijing time (UTC+8)'. */
export function spanText(language: Language, { start, end }: Span, zone: string): string {
  const { time } = textsOf(language);
  const range = fill(time.range, {
    start: kept(language, hour(start, zone)),
    end: kept(language, hour(end, zone)),
  });
  return fill(time.withDate, {
    date: date(language, start, zone),
    time: fill(time.withZone, {
      time: range,
      zone: zoneName(language, zone),
      offset: kept(language, offsetName(start, zone)),
    }),
  });
}

/** The zones in which the reader sees something new: their own first, then those of the others. */
export function clocksFor(own: readonly string[], others: readonly string[], at: Date): string[] {
  const seen = new Set<string>();
  return [...own, ...others].filter((zone) => {
    const clock = `${zoneNameKey(zone) ?? zone} ${offsetName(at, zone)}`;
    if (seen.has(clock)) return false;
    seen.add(clock);
    return true;
  });
}
