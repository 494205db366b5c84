import { dateSchema, type ImportProblem, type WeeklyHours } from '@silkconsult/protocol';
import { LineReader } from './cell.ts';

/** As many hours of a week as one schedule holds. */
const MOST_HOURS = 60;

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** 1 is Monday, as in ISO 8601; the English name or its first three letters will do as well. */
function weekdayOf(reader: LineReader): number {
  const text = reader.required('weekday', 20).toLowerCase();
  const number = /^[1-7]$/.test(text)
    ? Number(text)
    : WEEKDAYS.findIndex((day) => day === text || day.slice(0, 3) === text) + 1;
  if (text && number === 0) reader.complain('weekday', 'weekday_unknown', text);
  return number;
}

/** Spreadsheets make 9:00 and 09:00:00 of 09:00. */
function timeOf(reader: LineReader, column: 'start' | 'end'): string {
  const text = reader.required(column, 20);
  const [, hours = '', minutes = ''] = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(text) ?? [];
  const time = `${hours.padStart(2, '0')}:${minutes}`;
  const right =
    column === 'end' ? /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/ : /^([01]\d|2[0-3]):[0-5]\d$/;
  if (text && !right.test(time)) reader.complain(column, 'time_unknown', text);
  return time;
}

/** 2026-11-23, or 23.11.2026 as spreadsheets of the region write it. */
export function dateOf(
  reader: LineReader,
  column: 'valid_from' | 'valid_to' | 'birth_date',
): string | undefined {
  const text = reader.text(column, 20);
  if (text === undefined) return undefined;
  const [, day = '', month = '', year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  const date = year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
  if (!dateSchema.safeParse(date).success) return reader.complain(column, 'date_unknown', text);
  return date;
}

function readHours(reader: LineReader): { externalId: string; hours: WeeklyHours } {
  const externalId = reader.required('external_id', 100);
  const weekday = weekdayOf(reader);
  const [start, end] = [timeOf(reader, 'start'), timeOf(reader, 'end')];
  const [validFrom, validTo] = [dateOf(reader, 'valid_from'), dateOf(reader, 'valid_to')];
  if (start === end && start !== ':') reader.complain('end', 'hours_empty', end);
  if (validFrom && validTo && validTo < validFrom)
    reader.complain('valid_to', 'dates_reversed', validTo);
  return { externalId, hours: { weekday, start, end, validFrom, validTo } };
}

/** Lines → the weekly hours of each person, by external id; and everything that is wrong. */
export function readWeeklyHours(
  lines: readonly { line: number; values: Record<string, string> }[],
  isKnown: (externalId: string) => boolean,
): { hours: Map<string, WeeklyHours[]>; problems: ImportProblem[] } {
  const hours = new Map<string, WeeklyHours[]>();
  const problems: ImportProblem[] = [];
  for (const line of lines) {
    const reader = new LineReader(line);
    const { externalId, hours: some } = readHours(reader);
    if (externalId && !isKnown(externalId))
      reader.complain('external_id', 'person_unknown', externalId);
    const all = hours.get(externalId) ?? [];
    if (all.length === MOST_HOURS) reader.complain('external_id', 'too_many_hours', externalId);
    hours.set(externalId, [...all, some]);
    problems.push(...reader.problems);
  }
  return { hours, problems };
}
