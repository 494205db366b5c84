import { directionOf, type Language } from '@silkconsult/protocol';
import { Temporal } from 'temporal-polyfill';
import { fill, textsOf } from './texts.ts';

/** Zones that have a name in the texts; all of Kazakhstan shares one clock. */
const NAMES: Record<string, string> = {
  'Asia/Shanghai': 'beijing',
  'Asia/Urumqi': 'xinjiang',
  'Asia/Almaty': 'kazakhstan',
  'Asia/Qyzylorda': 'kazakhstan',
  'Asia/Qostanay': 'kazakhstan',
  'Asia/Aqtobe': 'kazakhstan',
  'Asia/Aqtau': 'kazakhstan',
  'Asia/Atyrau': 'kazakhstan',
  'Asia/Oral': 'kazakhstan',
  'Asia/Bishkek': 'kyrgyzstan',
  'Asia/Tashkent': 'uzbekistan',
  'Asia/Samarkand': 'uzbekistan',
  'Asia/Dushanbe': 'tajikistan',
  'Asia/Ashgabat': 'turkmenistan',
  'Asia/Karachi': 'pakistan',
  'Asia/Ulaanbaatar': 'ulaanbaatar',
  'Asia/Hovd': 'hovd',
  'Asia/Barnaul': 'barnaul',
  'Europe/Moscow': 'moscow',
  UTC: 'universal',
};

const LEFT_TO_RIGHT = '\u2066';
const END = '\u2069';

const zoned = (at: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);

/** Digits and signs that right-to-left text around them must not tear apart. */
const kept = (language: Language, text: string) =>
  directionOf(language) === 'rtl' ? `${LEFT_TO_RIGHT}${text}${END}` : text;

function zoneName(language: Language, zone: string): string {
  const { zones } = textsOf(language).time;
  const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
  return zones[NAMES[zone] ?? ''] ?? fill(zones.other ?? '{{city}}', { city });
}

/** 'UTC+8', 'UTC+5:30', 'UTC'. */
function offsetName(at: Date, zone: string): string {
  const minutes = Math.round(zoned(at, zone).offsetNanoseconds / 60e9);
  if (minutes === 0) return 'UTC';
  const rest = Math.abs(minutes) % 60;
  const hours = Math.floor(Math.abs(minutes) / 60);
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
}

function hour(at: Date, zone: string): string {
  return zoned(at, zone).toPlainTime().toString({ smallestUnit: 'minute' });
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
    const clock = `${NAMES[zone] ?? zone} ${offsetName(at, zone)}`;
    if (seen.has(clock)) return false;
    seen.add(clock);
    return true;
  });
}
