import {
  type Dialect,
  dialectSchema,
  emailSchema,
  IMPORT_ROLES,
  type ImportProblem,
  type ImportRole,
  type Language,
  languageSchema,
  type PractitionerKind,
  type Specialty,
  specialtySchema,
  timeZoneSchema,
} from '@silkconsult/protocol';
import { LineReader } from './cell.ts';

/** A person or a room as a line tells of it. */
export interface ImportedPerson {
  line: number;
  externalId: string;
  role: 'practitioner' | 'interpreter' | 'coordinator' | 'observer' | 'location';
  kind: PractitionerKind | null;
  specialty: Specialty | null;
  name: string;
  nativeName: string | null;
  chineseName: string | null;
  languages: Language[];
  languagePairs: [Language, Language][];
  /** Undefined where the file has no such column. */
  dialects: Dialect[] | undefined;
  timeZone: string | null;
  /** Undefined where the file has no such column. */
  email: string | null | undefined;
}

/** Tags as people write them: `zh-cn`, `ZH_CN` and `zh` are Chinese. */
function languageOf(text: string): Language | undefined {
  const tag = text.toLowerCase().replace('_', '-');
  if (tag === 'zh' || tag === 'zh-cn') return 'zh-CN';
  const parsed = languageSchema.safeParse(tag);
  return parsed.success ? parsed.data : undefined;
}

function roleOf(reader: LineReader): ImportRole | undefined {
  const text = reader.required('role', 40).toLowerCase();
  const role = IMPORT_ROLES.find((one) => one === text);
  if (text && !role) reader.complain('role', 'role_unknown', text);
  return role;
}

function specialtyOf(reader: LineReader, role: ImportRole): Specialty | null {
  if (role !== 'specialist' && role !== 'referrer') {
    reader.absent('specialty');
    return null;
  }
  const text = reader.required('specialty', 60).toLowerCase();
  const parsed = specialtySchema.safeParse(text);
  if (text && !parsed.success) reader.complain('specialty', 'specialty_unknown', text);
  return parsed.success ? parsed.data : null;
}

export function languagesOf(reader: LineReader, needed: boolean): Language[] {
  const tags = reader.list('languages');
  if (tags.length === 0 && needed) reader.complain('languages', 'value_missing');
  const languages = tags.flatMap((tag) => {
    const language = languageOf(tag);
    if (!language) reader.complain('languages', 'language_unknown', tag);
    return language ? [language] : [];
  });
  return [...new Set(languages)];
}

/** `zh-CN/ru`: an interpreter works in both directions of a pair. */
function pairsOf(reader: LineReader, role: ImportRole): [Language, Language][] {
  if (role !== 'interpreter') {
    reader.absent('language_pairs');
    return [];
  }
  const texts = reader.list('language_pairs');
  if (texts.length === 0) reader.complain('language_pairs', 'value_missing');
  return texts.flatMap((text) => {
    const [from, to, ...rest] = text.split(/[/>:]/).map(languageOf);
    if (from && to && from !== to && rest.length === 0) return [[from, to] as [Language, Language]];
    reader.complain('language_pairs', 'pair_unknown', text);
    return [];
  });
}

/** Of interpreters: `ky-south ug-khotan`. */
function dialectsOf(reader: LineReader, role: ImportRole): Dialect[] | undefined {
  if (!reader.has('dialects')) return undefined;
  if (role !== 'interpreter') {
    reader.absent('dialects');
    return [];
  }
  const dialects = reader.list('dialects').flatMap((text) => {
    const parsed = dialectSchema.safeParse(text.toLowerCase());
    if (!parsed.success) reader.complain('dialects', 'dialect_unknown', text);
    return parsed.success ? [parsed.data] : [];
  });
  return [...new Set(dialects)];
}

const PLACE_IN_NETWORK = {
  specialist: { role: 'practitioner', kind: 'specialist' },
  referrer: { role: 'practitioner', kind: 'referrer' },
  interpreter: { role: 'interpreter', kind: null },
  coordinator: { role: 'coordinator', kind: null },
  observer: { role: 'observer', kind: null },
  room: { role: 'location', kind: null },
} as const;

/** Where a person is sent the link by which an account is made. */
function emailOf(reader: LineReader, role: ImportRole): string | null | undefined {
  if (!reader.has('email')) return undefined;
  if (role === 'room') {
    reader.absent('email');
    return null;
  }
  const text = reader.text('email', 254);
  if (text === undefined) return null;
  const parsed = emailSchema.safeParse(text);
  if (!parsed.success) reader.complain('email', 'email_wrong', text);
  return parsed.data ?? null;
}

function readPerson(reader: LineReader): ImportedPerson | undefined {
  const externalId = reader.required('external_id', 100);
  const role = roleOf(reader);
  const name = reader.required('name', 200);
  const timeZone = reader.text('time_zone', 64) ?? null;
  if (timeZone && !timeZoneSchema.safeParse(timeZone).success)
    reader.complain('time_zone', 'time_zone_unknown', timeZone);
  if (!role) return undefined;
  return {
    line: reader.line,
    externalId,
    ...PLACE_IN_NETWORK[role],
    specialty: specialtyOf(reader, role),
    name,
    nativeName: reader.text('native_name', 200) ?? null,
    chineseName: reader.text('chinese_name', 200) ?? null,
    languages: languagesOf(reader, role !== 'room'),
    languagePairs: pairsOf(reader, role),
    dialects: dialectsOf(reader, role),
    timeZone,
    email: emailOf(reader, role),
  };
}

/** Lines → people, each of them once; and everything that is wrong with the lines. */
export function readPeople(lines: readonly { line: number; values: Record<string, string> }[]): {
  people: ImportedPerson[];
  problems: ImportProblem[];
} {
  const people: ImportedPerson[] = [];
  const problems: ImportProblem[] = [];
  const seen = new Set<string>();
  const addresses = new Set<string>();
  for (const line of lines) {
    const reader = new LineReader(line);
    const person = readPerson(reader);
    if (person && seen.has(person.externalId))
      reader.complain('external_id', 'id_twice', person.externalId);
    if (person?.email && addresses.has(person.email))
      reader.complain('email', 'email_taken', person.email);
    if (person) {
      if (person.email) addresses.add(person.email);
      seen.add(person.externalId);
      people.push(person);
    }
    problems.push(...reader.problems);
  }
  return { people, problems };
}
