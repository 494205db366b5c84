import type { Interpreter, Organization, Patient, Practitioner } from '@silkconsult/protocol';
import type { OrganizationRow, PersonListRow } from './store.ts';

export function toOrganization(row: OrganizationRow): Organization {
  return {
    id: row.id,
    name: row.name,
    names: row.names,
    kind: row.kind,
    country: row.country,
    city: row.city,
    timeZone: row.time_zone,
    secondTimeZone: row.second_time_zone ?? undefined,
    languages: row.languages,
    demo: row.demo,
  };
}

function toPerson(row: PersonListRow) {
  return {
    id: row.id,
    name: row.name,
    nativeName: row.native_name ?? undefined,
    chineseName: row.chinese_name ?? undefined,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    languages: row.languages,
    timeZone: row.time_zone ?? row.organization_time_zone,
    demo: row.demo,
  };
}

export function toPractitioner(row: PersonListRow): Practitioner {
  if (!row.kind || !row.specialty) throw new Error('the schema gives practitioners both');
  return { ...toPerson(row), kind: row.kind, specialty: row.specialty };
}

export function toInterpreter(row: PersonListRow): Interpreter {
  return { ...toPerson(row), languagePairs: row.language_pairs };
}

export function toPatient(row: PersonListRow): Patient {
  return {
    ...toPerson(row),
    birthYear: row.birth_year ?? undefined,
    birthDate: row.birth_date ?? undefined,
  };
}
