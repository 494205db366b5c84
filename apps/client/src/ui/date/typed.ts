/** Days and times as people type them, and as the rest of the program keeps them. */

const two = (text: string) => text.padStart(2, '0');

/** '2026-12-05', or undefined when there is no such day. */
function dayOf(year: string, month: string, day: string): string | undefined {
  const text = `${year}-${two(month)}-${two(day)}`;
  const at = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? undefined : text;
}

/** Digits of Urdu, Arabic and Persian keyboards are digits too. */
const inAscii = (text: string) =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));

/**
 * A typed day: the year first (2026-12-05, 2026年12月5日, 20261205) or last (5.12.2026, 05/12/2026), as
 * the keyboards of the network write it.
 */
export function typedDate(text: string): string | undefined {
  const plain = inAscii(text).trim();
  const [, y = '', m = '', d = ''] = /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? [];
  if (y) return dayOf(y, m, d);
  const numbers = plain.match(/\d+/g) ?? [];
  const [first = '', second = '', third = ''] = numbers;
  if (numbers.length !== 3 || /\p{L}{3}/u.test(plain)) return undefined;
  if (first.length === 4) return dayOf(first, second, third);
  return third.length === 4 ? dayOf(third, second, first) : undefined;
}

/** A typed time of the day: 9:30, 09.30, 930, 9. */
export function typedTime(text: string): string | undefined {
  const plain = inAscii(text).trim();
  const [, hours, minutes = '00'] =
    /^(\d{1,2})(?:[:：.,\s-]?(\d{2}))?$/.exec(plain) ?? /^(\d)(\d{2})$/.exec(plain) ?? [];
  if (hours === undefined) return undefined;
  const time = `${two(hours)}:${minutes}`;
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : undefined;
}

/** The days of the weeks that a month touches, from Monday on. */
export function weeksOf(month: string): string[][] {
  const first = new Date(`${month}-01T00:00:00Z`);
  const monday = first.getTime() - ((first.getUTCDay() || 7) - 1) * 86_400_000;
  const weeks: string[][] = [];
  for (let at = monday; ; at += 7 * 86_400_000) {
    const week = Array.from({ length: 7 }, (_one, day) =>
      new Date(at + day * 86_400_000).toISOString().slice(0, 10),
    );
    if (weeks.length > 0 && week.every((day) => !day.startsWith(month))) return weeks;
    weeks.push(week);
  }
}

/** A month so many later: '2026-12' and 1 give '2027-01'. */
export function monthsFrom(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}
