import { type ImportProblem, type Language, newPatientSchema } from '@silkconsult/protocol';
import { isToCome } from '../../patients/rules/birth.ts';
import { isLikelyDuplicate } from '../../patients/rules/duplicates.ts';
import { searchWords } from '../../patients/rules/searchKey.ts';
import { LineReader } from './cell.ts';
import { dateOf } from './hours.ts';
import { languagesOf } from './people.ts';

/** A patient as a line tells of them. */
export interface ImportedPatient {
  line: number;
  externalId: string;
  name: string;
  nativeName: string | null;
  chineseName: string | null;
  birthDate: string | null;
  languages: Language[];
  phone: string | null;
  email: string | null;
  /** What the hospital has said of somebody who is nearly this one: the same, or another. */
  known: 'same' | 'other' | undefined;
}

interface Known {
  id: string;
  name: string;
  birthYear: number | null;
}

const { name: latin, chineseName: chinese, phone, email } = newPatientSchema.shape;

function readPatient(reader: LineReader, now: Date): ImportedPatient {
  const checked = (
    column: string,
    max: number,
    schema: { safeParse(text: string): { success: boolean; data?: unknown } },
    problem: ImportProblem['code'],
  ): string | null => {
    const text = reader.text(column, max);
    if (text === undefined) return null;
    const parsed = schema.safeParse(text);
    if (parsed.success) return String(parsed.data);
    reader.complain(column, problem, text);
    return null;
  };
  const known = reader.text('known', 20)?.toLowerCase();
  if (known !== undefined && known !== 'same' && known !== 'other')
    reader.complain('known', 'known_unknown', known);
  reader.required('name', 200);
  const birthDate = dateOf(reader, 'birth_date');
  if (birthDate !== undefined && isToCome(birthDate, now))
    reader.complain('birth_date', 'date_unknown', birthDate);
  return {
    line: reader.line,
    externalId: reader.required('external_id', 100),
    name: checked('name', 200, latin, 'name_not_latin') ?? '',
    nativeName: reader.text('native_name', 200) ?? null,
    chineseName: checked('chinese_name', 50, chinese, 'chinese_name_wrong'),
    birthDate: birthDate ?? null,
    languages: languagesOf(reader, true),
    phone: checked('phone', 30, phone, 'phone_wrong'),
    email: checked('email', 254, email, 'email_wrong'),
    known: known === 'same' || known === 'other' ? known : undefined,
  };
}

/** The same for every spelling of a name, and for its words in any order. */
const soundOf = (name: string) => searchWords(name).toSorted().join(' ');
const yearOf = (date: string | null) => (date === null ? undefined : Number(date.slice(0, 4)));

/** Finds those whose names sound alike and who may have been born in the same year. */
export class Namesakes<T extends { name: string; birthYear: number | null }> {
  readonly #bySound = new Map<string, T[]>();

  add(person: T): void {
    const sound = soundOf(person.name);
    this.#bySound.set(sound, [...(this.#bySound.get(sound) ?? []), person]);
  }

  of({ name, birthDate }: ImportedPatient): T | undefined {
    const wanted = { birthYear: yearOf(birthDate) };
    return this.#bySound
      .get(soundOf(name))
      ?.find(({ birthYear }) => isLikelyDuplicate({ likeness: 1, birthYear }, wanted));
  }
}

/**
 * Lines → patients, and everything that is wrong. A line that seems to be of somebody who is there
 * already, or in an earlier line, is asked about: nobody's case may end up with a namesake.
 */
export function readPatients(
  lines: readonly { line: number; values: Record<string, string> }[],
  ids: ReadonlySet<string>,
  registered: Namesakes<Known>,
  now: Date,
): { patients: (ImportedPatient & { sameAs?: string })[]; problems: ImportProblem[] } {
  const patients: (ImportedPatient & { sameAs?: string })[] = [];
  const problems: ImportProblem[] = [];
  const seen = new Set<string>();
  const inFile = new Namesakes<{ name: string; birthYear: number | null; line: number }>();
  for (const line of lines) {
    const reader = new LineReader(line);
    const patient = readPatient(reader, now);
    const { externalId, name, known } = patient;
    if (externalId && seen.has(externalId)) reader.complain('external_id', 'id_twice', externalId);
    seen.add(externalId);
    const earlier = inFile.of(patient);
    if (name && earlier && known !== 'other') reader.complain('name', 'patient_twice', name);
    const match = ids.has(externalId) ? undefined : registered.of(patient);
    if (name && match && known === undefined) reader.complain('name', 'patient_known', match.name);
    inFile.add({ name, birthYear: yearOf(patient.birthDate) ?? null, line: line.line });
    patients.push({ ...patient, sameAs: known === 'same' ? match?.id : undefined });
    problems.push(...reader.problems);
  }
  return { patients, problems };
}
