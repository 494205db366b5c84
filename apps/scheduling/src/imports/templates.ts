import { IMPORT_COLUMNS, type ImportKind } from '@silkconsult/protocol';
import { stringify } from 'csv-stringify/sync';

/** Lines to be replaced: they show how each column is filled in, and can be imported as they are. */
const EXAMPLES: Record<ImportKind, string[][]> = {
  people: [
    [
      'D-001',
      'referrer',
      'Aibek Osmonov',
      'Айбек Осмонов',
      '艾别克·奥斯莫诺夫',
      'cardiology',
      'ky ru',
      '',
      '',
      'aibek@hospital.example',
      '',
    ],
    [
      'I-001',
      'interpreter',
      'Li Na',
      '李娜',
      '',
      '',
      'zh-CN ru',
      'zh-CN/ru zh-CN/ky',
      'Asia/Shanghai',
      '',
      'ky-south',
    ],
    ['R-001', 'room', 'Room 12', '', '', '', '', '', '', '', ''],
  ],
  hours: [
    ['D-001', '1', '09:00', '12:30', '', ''],
    ['D-001', '1', '13:30', '17:00', '', ''],
    ['I-001', '2', '10:00', '18:00', '2026-12-01', ''],
  ],
  patients: [
    [
      'P-001',
      'Nurgul Asanova',
      'Нургүл Асанова',
      '',
      '1984-03-08',
      'ky',
      '+996 555 010101',
      '',
      '',
    ],
    [
      'P-002',
      'Bakyt Toktogulov',
      'Бакыт Токтогулов',
      '巴克特',
      '1961-11-30',
      'ky ru',
      '',
      '',
      'other',
    ],
  ],
};

/**
 * Rows as a file that spreadsheets open: with the mark by which Excel knows UTF-8, and without a cell
 * that one of them would run as a formula.
 */
export function toCsv(kind: ImportKind, rows: readonly (readonly string[])[]): string {
  return stringify([...rows.map((row) => [...row])], {
    header: true,
    columns: [...IMPORT_COLUMNS[kind]],
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}

export const templateOf = (kind: ImportKind) => toCsv(kind, EXAMPLES[kind]);
