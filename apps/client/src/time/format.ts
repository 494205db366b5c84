import { cityOf, zoneNameKey } from '@silkconsult/protocol';
import type { TFunction } from 'i18next';
import { offsetName, wallTime } from './zones.ts';

/**
 * Dates and times for people. Month and weekday names come from our locales and not from `Intl`:
 * browsers lack ug, ky, tg, tk and mn entirely and write "M11" for kk and uz.
 */
const LEFT_TO_RIGHT = '\u2066';
const END = '\u2069';

/** '18:05', never torn apart by right-to-left text around it. */
export function clock(instant: Date, zone: string): string {
  const { hour, minute } = wallTime(instant, zone);
  return `${LEFT_TO_RIGHT}${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}${END}`;
}

export function zoneName(t: TFunction, zone: string): string {
  const key = zoneNameKey(zone);
  return key ? t(`time.zones.${key}`) : t('time.zones.other', { city: cityOf(zone) });
}

export function offset(instant: Date, zone: string): string {
  return `${LEFT_TO_RIGHT}${offsetName(instant, zone)}${END}`;
}

/** '10:00 Beijing time (UTC+8)'. */
export function clockWithZone(t: TFunction, instant: Date, zone: string): string {
  return t('time.withZone', {
    time: clock(instant, zone),
    zone: zoneName(t, zone),
    offset: offset(instant, zone),
  });
}

/** '10:00 – 10:30'. */
export function clockRange(t: TFunction, start: Date, end: Date, zone: string): string {
  return t('time.range', { start: clock(start, zone), end: clock(end, zone) });
}

/** '10:00 – 10:30 Beijing time (UTC+8)'. */
export function rangeWithZone(t: TFunction, start: Date, end: Date, zone: string): string {
  return t('time.withZone', {
    time: clockRange(t, start, end, zone),
    zone: zoneName(t, zone),
    offset: offset(start, zone),
  });
}

/** 'Sunday, 22 November'. */
export function longDate(t: TFunction, instant: Date, zone: string): string {
  const { weekday, day, month } = wallTime(instant, zone);
  return t('time.date', {
    weekday: t(`time.weekdays.${weekday}`),
    day: String(day),
    month: t(`time.months.${month}`),
  });
}

/** A calendar day that belongs to no clock, with its year: '31 December 2027'. */
export function plainDate(t: TFunction, day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return t('time.plainDate', {
    day: String(Number(date)),
    month: t(`time.months.${Number(month)}`),
    year,
  });
}

/** The calendar day in a zone, for grouping and comparing: '2026-11-22'. */
export function dayKey(instant: Date, zone: string): string {
  const { year, month, day } = wallTime(instant, zone);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** 'Today', 'Tomorrow' or the date. */
export function dayName(t: TFunction, instant: Date, zone: string, now: Date): string {
  const key = dayKey(instant, zone);
  if (key === dayKey(now, zone)) return t('time.today');
  if (key === dayKey(new Date(now.getTime() + 86_400_000), zone)) return t('time.tomorrow');
  return longDate(t, instant, zone);
}

/** The time, with its date when that is not today in the reader's zone. */
export function whenFrom(t: TFunction, instant: Date, zone: string, now: Date): string {
  const time = clockWithZone(t, instant, zone);
  if (dayKey(instant, zone) === dayKey(now, zone)) return time;
  return t('time.withDate', { date: longDate(t, instant, zone), time });
}

/** '12 minutes', '2 h 5 min'. */
export function duration(t: TFunction, milliseconds: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(milliseconds) / 60_000));
  if (minutes < 60) return t('common.minutes', { count: minutes });
  return t('time.duration', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** '4:05', '1:04:05': for clocks that tick. */
export function ticking(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const text = hours ? `${hours}:${two(minutes)}` : String(minutes);
  return `${LEFT_TO_RIGHT}${text}:${two(seconds % 60)}${END}`;
}

/** The reader's clocks in order, without saying the same clock twice. */
export function clocksOf(me: { timeZone: string; secondTimeZone?: string }): string[] {
  const { timeZone, secondTimeZone } = me;
  return secondTimeZone && secondTimeZone !== timeZone ? [timeZone, secondTimeZone] : [timeZone];
}
