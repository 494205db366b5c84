import type {
  Extension,
  Location,
  Organization,
  Patient,
  Practitioner,
  PractitionerRole,
} from '@medplum/fhirtypes';
import type { OrganizationRow } from '../../directory/store.ts';
import { extensionUrl, OWN_ROLES, reference, specialtyConcept } from '../codes.ts';
import type { ActorRow } from '../types/actors.ts';
import {
  filled,
  humanNames,
  languageConcept,
  metaOf,
  timeZoneExtension,
  translations,
} from './common.ts';

export function toOrganization(row: OrganizationRow): Organization {
  const names = translations(row.names);
  return {
    resourceType: 'Organization',
    id: row.id,
    meta: metaOf(row),
    extension: [timeZoneExtension(row.time_zone)],
    active: true,
    type: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/organization-type', code: 'prov' },
        ],
      },
    ],
    name: row.name,
    ...(names.length > 0 ? { _name: { extension: names } } : {}),
    address: [{ city: row.city, country: row.country }],
  };
}

const zoneOf = (row: ActorRow) => [timeZoneExtension(row.time_zone ?? row.organization_time_zone)];
const employer = (row: ActorRow) =>
  reference('Organization', row.organization_id, row.organization_name);

/** The hospital's own id for somebody or something, in its own numbering. */
const identifiers = (row: ActorRow) =>
  row.external_id
    ? [{ system: `urn:uuid:${row.organization_id}`, value: row.external_id }]
    : undefined;

export function toLocation(row: ActorRow): Location {
  return {
    resourceType: 'Location',
    id: row.id,
    meta: metaOf(row),
    extension: zoneOf(row),
    identifier: identifiers(row),
    status: 'active',
    name: row.name,
    mode: 'instance',
    address: { city: row.organization_city, country: row.organization_country },
    managingOrganization: employer(row),
  };
}

export function toPractitioner(row: ActorRow): Practitioner {
  return {
    resourceType: 'Practitioner',
    id: row.id,
    meta: metaOf(row),
    extension: zoneOf(row),
    identifier: identifiers(row),
    active: true,
    name: humanNames(row),
    communication: filled(row.languages.map(languageConcept)),
  };
}

const languagePair = ([from, to]: readonly [string, string]): Extension => ({
  url: extensionUrl('language-pair'),
  extension: [
    { url: 'from', valueCode: from },
    { url: 'to', valueCode: to },
  ],
});

/** Whoever works in the network has one role in it, so the role has the person's id. */
export function toPractitionerRole(row: ActorRow): PractitionerRole {
  const role = row.kind ?? row.role;
  return {
    resourceType: 'PractitionerRole',
    id: row.id,
    meta: metaOf(row),
    extension: [...zoneOf(row), ...row.language_pairs.map(languagePair)],
    active: true,
    practitioner: reference('Practitioner', row.id, row.name),
    organization: employer(row),
    code: [
      {
        coding: [
          { system: OWN_ROLES, code: role },
          ...(row.kind
            ? [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/practitioner-role',
                  code: 'doctor',
                },
              ]
            : []),
        ],
      },
    ],
    specialty: row.specialty ? [specialtyConcept(row.specialty)] : undefined,
  };
}

export function toPatient(row: ActorRow): Patient {
  return {
    resourceType: 'Patient',
    id: row.id,
    meta: metaOf(row),
    extension: zoneOf(row),
    active: true,
    name: humanNames(row),
    birthDate: row.birth_year ? String(row.birth_year) : undefined,
    communication: filled(
      row.languages.map((language, index) => ({
        language: languageConcept(language),
        preferred: index === 0,
      })),
    ),
    managingOrganization: employer(row),
  };
}
