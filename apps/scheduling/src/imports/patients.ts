import { randomUUID } from 'node:crypto';
import { recordAudits } from '../audit/store.ts';
import type { NewRow, Tx } from '../database/types.ts';
import type { Plan } from './people.ts';
import { type ImportedPatient, Namesakes, readPatients } from './rules/patients.ts';
import * as store from './store.ts';
import type { Table } from './table.ts';

const columnsOf = (patient: ImportedPatient) => ({
  name: patient.name,
  native_name: patient.nativeName,
  chinese_name: patient.chineseName,
  birth_date: patient.birthDate,
  birth_year: patient.birthDate === null ? null : Number(patient.birthDate.slice(0, 4)),
  languages: patient.languages,
  phone: patient.phone,
  email: patient.email,
});

/** Patients by the hospital's own ids; those of the same name are asked about and never merged. */
export async function planPatients(
  tx: Tx,
  organization: { id: string; demo: boolean },
  table: Table,
  at: Date,
): Promise<Plan> {
  const there = await store.patientsOf(tx, organization.id);
  const byExternalId = new Map(
    there.flatMap((row) => (row.external_id === null ? [] : [[row.external_id, row] as const])),
  );
  const byId = new Map(there.map((row) => [row.id, row]));
  const namesakes = new Namesakes<{ id: string; name: string; birthYear: number | null }>();
  for (const { id, name, birth_year } of there) namesakes.add({ id, name, birthYear: birth_year });
  const known = new Set(byExternalId.keys());
  const { patients, problems } = readPatients(table.lines, known, namesakes, at);
  const staff = await store.staffIds(tx, organization.id);
  const created: NewRow<'actor'>[] = [];
  const updated: { id: string; change: Partial<NewRow<'actor'>> }[] = [];
  for (const patient of patients) {
    if (staff.has(patient.externalId))
      problems.push({ line: patient.line, column: 'external_id', code: 'role_changed' });
    const row = byExternalId.get(patient.externalId) ?? byId.get(patient.sameAs ?? '');
    const change = { ...columnsOf(patient), external_id: patient.externalId };
    if (!row)
      created.push({
        id: randomUUID(),
        organization_id: organization.id,
        role: 'patient',
        language_pairs: '[]',
        ...change,
        demo: organization.demo,
      });
    else if (Object.entries(change).some(([column, value]) => differs(row, column, value)))
      updated.push({ id: row.id, change });
  }
  return {
    created: created.length,
    updated: updated.length,
    unchanged: patients.length - created.length - updated.length,
    problems,
    async carryOut(tx, viewer, at) {
      await store.insertActors(tx, created);
      for (const { id, change } of updated) await store.updateActor(tx, id, change);
      const actor = ({ id }: { id: string }) => ({ entity: 'patient', id });
      await recordAudits(tx, at, viewer, 'importNew', created.map(actor));
      await recordAudits(tx, at, viewer, 'importChange', updated.map(actor));
    },
  };
}

const differs = (row: store.RegisteredPatient, column: string, value: unknown) =>
  JSON.stringify(row[column as keyof typeof row] ?? null) !== JSON.stringify(value);
