import { z } from 'zod';

/** What can be brought in: people and rooms first, then their weekly hours; and patients. */
export const importKindSchema = z.enum(['people', 'hours', 'patients']);
export type ImportKind = z.infer<typeof importKindSchema>;

/** The columns of each kind, in the order of its template. The first two identify nothing alone. */
export const IMPORT_COLUMNS = {
  people: [
    'external_id',
    'role',
    'name',
    'native_name',
    'chinese_name',
    'specialty',
    'languages',
    'language_pairs',
    'time_zone',
    'email',
    'dialects',
  ],
  hours: ['external_id', 'weekday', 'start', 'end', 'valid_from', 'valid_to'],
  patients: [
    'external_id',
    'name',
    'native_name',
    'chinese_name',
    'birth_date',
    'languages',
    'phone',
    'email',
    'known',
  ],
} as const satisfies Record<ImportKind, readonly string[]>;

/** Columns that a file may do without: what they hold stays as it is then. */
export const OPTIONAL_COLUMNS: readonly string[] = ['email', 'known', 'dialects'];

/** Who can be imported as people; patients have a file of their own. */
export const IMPORT_ROLES = [
  'specialist',
  'referrer',
  'interpreter',
  'coordinator',
  'observer',
  'room',
] as const;
export type ImportRole = (typeof IMPORT_ROLES)[number];

/** Why a line, or the file as a whole, cannot be imported. Each has its sentence in every locale. */
export const IMPORT_PROBLEMS = [
  'column_missing',
  'column_unknown',
  'column_twice',
  'no_lines',
  'too_many_lines',
  'line_broken',
  'value_missing',
  'value_too_long',
  'value_unexpected',
  'role_unknown',
  'role_changed',
  'specialty_unknown',
  'language_unknown',
  'pair_unknown',
  'dialect_unknown',
  'time_zone_unknown',
  'id_twice',
  'person_unknown',
  'weekday_unknown',
  'time_unknown',
  'date_unknown',
  'hours_empty',
  'dates_reversed',
  'too_many_hours',
  'name_not_latin',
  'chinese_name_wrong',
  'email_wrong',
  'email_taken',
  'phone_wrong',
  'patient_known',
  'patient_twice',
  'known_unknown',
] as const;
export const importProblemSchema = z.object({
  /** In the file, counted from 1, as spreadsheets count; the header is one of them. */
  line: z.number().int(),
  column: z.string().optional(),
  code: z.enum(IMPORT_PROBLEMS),
  /** What stands there, cut short. */
  value: z.string().optional(),
});
export type ImportProblem = z.infer<typeof importProblemSchema>;

/** How bytes were read as text. */
export const IMPORT_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'windows-1251',
] as const;
export const importEncodingSchema = z.enum(IMPORT_ENCODINGS);
export type ImportEncoding = z.infer<typeof importEncodingSchema>;

export const importQuerySchema = z.object({
  kind: importKindSchema,
  /** Only looks: nothing is written. */
  dryRun: z.stringbool().default(true),
  /** Absent: found out. */
  encoding: importEncodingSchema.optional(),
});

export const importReportSchema = z.object({
  kind: importKindSchema,
  /** Whether it was written. Never when there are problems, and never in a dry run. */
  imported: z.boolean(),
  encoding: importEncodingSchema,
  separator: z.enum([',', ';', '\t']),
  lines: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  problems: z.array(importProblemSchema),
});
export type ImportReport = z.infer<typeof importReportSchema>;
