import {
  IMPORT_COLUMNS,
  type ImportKind,
  type ImportProblem,
  OPTIONAL_COLUMNS,
} from '@silkconsult/protocol';
import { parse } from 'csv-parse/sync';

const MOST_LINES = 10_000;
const SEPARATORS = [',', ';', '\t'] as const;
type Separator = (typeof SEPARATORS)[number];

/** One line of the file: what stands in each known column, trimmed. */
export interface Line {
  line: number;
  values: Record<string, string>;
}

export interface Table {
  separator: Separator;
  lines: Line[];
  problems: ImportProblem[];
}

/** Excel's first line `sep=;` says it; else the header holds most of the right one. */
function separatorOf(text: string): Separator {
  const [first = '', second = ''] = text.split(/\r\n|\r|\n/, 2);
  const said = /^"?sep=([,;\t])"?$/i.exec(first.trim())?.[1] as Separator | undefined;
  if (said) return said;
  const header = first.trim() === '' ? second : first;
  const count = (separator: string) => header.split(separator).length;
  return SEPARATORS.toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

/** What our own exports put before a value that a spreadsheet would take for a formula. */
const unescaped = (text: string) => text.replace(/^'(?=[=+\-@\t\r])/, '');
/** Also without the no-break and zero-width spaces that come along when cells are copied. */
const trimmed = (text: string) => text.replace(/^[\s\u200b]+|[\s\u200b]+$/g, '');

const named = (header: string) => trimmed(header).toLowerCase().replace(/[ -]+/g, '_');

interface Row {
  record: string[];
  info: { lines: number };
}

function rowsOf(text: string, separator: Separator): Row[] {
  // Blanked and not cut off, so that lines keep their numbers.
  const body = text.replace(/^"?sep=[,;\t]"?(?=\r|\n)/i, '');
  return parse(body, {
    delimiter: separator,
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
  }) as unknown as Row[];
}

/** The header's columns by position; a nameless one at the end is a spreadsheet's, and nobody's. */
function columnsOf(kind: ImportKind, header: Row): { names: string[]; problems: ImportProblem[] } {
  const line = header.info.lines;
  const known: readonly string[] = IMPORT_COLUMNS[kind];
  const names = header.record.map(named);
  const problems: ImportProblem[] = [];
  for (const [index, name] of names.entries()) {
    if (name === '') continue;
    if (!known.includes(name)) problems.push({ line, column: name, code: 'column_unknown' });
    else if (names.indexOf(name) < index)
      problems.push({ line, column: name, code: 'column_twice' });
  }
  for (const name of known)
    if (!names.includes(name) && !OPTIONAL_COLUMNS.includes(name))
      problems.push({ line, column: name, code: 'column_missing' });
  return { names, problems };
}

/**
 * Text → lines with named values. Problems of the file's form are in the answer; lines are there only
 * when the header is right, because else nothing says what stands where.
 */
export function readTable(kind: ImportKind, text: string): Table {
  const separator = separatorOf(text);
  let rows: Row[];
  try {
    rows = rowsOf(text, separator);
  } catch (error) {
    const lines = (error as { lines?: unknown }).lines;
    const line = typeof lines === 'number' ? lines : 1;
    return { separator, lines: [], problems: [{ line, code: 'line_broken' }] };
  }
  const [header, ...body] = rows;
  if (!header) return { separator, lines: [], problems: [{ line: 1, code: 'no_lines' }] };
  const { names, problems } = columnsOf(kind, header);
  if (problems.length > 0) return { separator, lines: [], problems };
  const lines: Line[] = [];
  for (const { record, info } of body) {
    const cells = record.map((cell) => unescaped(trimmed(cell)));
    if (cells.every((cell) => cell === '')) continue;
    if (cells.some((cell, index) => cell !== '' && !names[index]))
      problems.push({ line: info.lines, code: 'line_broken' });
    lines.push({
      line: info.lines,
      values: Object.fromEntries(
        names.flatMap((name, index) => (name ? [[name, cells[index] ?? '']] : [])),
      ),
    });
  }
  if (lines.length === 0) problems.push({ line: header.info.lines, code: 'no_lines' });
  if (lines.length > MOST_LINES) {
    const line = lines[MOST_LINES]?.line ?? 1;
    return { separator, lines: [], problems: [{ line, code: 'too_many_lines' }] };
  }
  return { separator, lines, problems };
}
