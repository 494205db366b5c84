import type { Organization } from '@silkconsult/protocol';
import Holidays from 'date-holidays';

type Country = Organization['country'];

const DAY = 86_400_000;

/**
 * The library knows the holidays of China, Kazakhstan, Uzbekistan, Pakistan and Russia, and none of
 * these four. Theirs are here in the library's own notation, as their labour laws list them; it
 * works out the days of the Islamic calendar, which an authority may still move by one.
 */
const LACKING: Partial<Record<Country, readonly string[]>> = {
  KG: [
    '01-01',
    '01-07',
    '02-23',
    '03-08',
    '03-21',
    '04-07',
    '05-01',
    '05-05',
    '05-09',
    '08-31',
    '11-07 P2D',
    '1 Shawwal',
    '10 Dhu al-Hijjah',
  ],
  TJ: [
    '01-01',
    '03-08',
    '03-21 P4D',
    '05-09',
    '06-27',
    '09-09',
    '11-06',
    '1 Shawwal',
    '10 Dhu al-Hijjah',
  ],
  TM: [
    '01-01',
    '03-08',
    '03-21 P2D',
    '05-18',
    '09-27',
    '10-06',
    '12-12',
    '1 Shawwal',
    '10 Dhu al-Hijjah P3D',
  ],
  // The lunar new year is left out: the Mongolian calendar differs from the Chinese in some years.
  MN: ['01-01', '03-08', '06-01', '07-11 P5D', '11-26', '12-29'],
};

/** In China only children have 1 June off. */
const NOT_OFF: Partial<Record<Country, readonly string[]>> = { CN: ['06-01'] };

const countries = new Map<Country, Holidays>();
const years = new Map<string, ReadonlySet<string>>();

function holidaysOf(country: Country): Holidays {
  const known = countries.get(country);
  if (known) return known;
  const holidays = new Holidays(country, { types: ['public'] });
  for (const rule of LACKING[country] ?? [])
    if (!holidays.setHoliday(rule, { name: rule, type: 'public' }))
      throw new Error(`not a holiday rule: ${rule}`);
  countries.set(country, holidays);
  return holidays;
}

/** The days of a year on which a country does not work. Half days (they begin at noon) are work. */
function daysOff(country: Country, year: number): ReadonlySet<string> {
  const key = `${country} ${year}`;
  const known = years.get(key);
  if (known) return known;
  const days = new Set<string>();
  for (const { date, start, end, rule } of holidaysOf(country).getHolidays(year)) {
    if (!date.includes(' 00:00:00') || NOT_OFF[country]?.includes(rule)) continue;
    const first = Date.parse(date.slice(0, 10));
    const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY));
    for (let day = 0; day < length; day += 1)
      days.add(new Date(first + day * DAY).toISOString().slice(0, 10));
  }
  years.set(key, days);
  return days;
}

/** Whether a date ('2026-05-01') is a public holiday. */
export function isHoliday(country: Country, date: string): boolean {
  return daysOff(country, Number(date.slice(0, 4))).has(date);
}
