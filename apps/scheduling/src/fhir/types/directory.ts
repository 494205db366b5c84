import type { Location, Patient, PractitionerRole } from '@medplum/fhirtypes';
import { sql } from 'kysely';
import { organizationInScope } from '../../directory/store.ts';
import { OWN_ROLES, specialtiesOf } from '../codes.ts';
import * as resources from '../resources/directory.ts';
import { patientsScope } from '../rules.ts';
import {
  conditionsOf,
  idParameter,
  NEVER,
  type RowParameter,
  whenBegins,
  whenCode,
  whenReference,
} from '../search/conditions.ts';
import type { FhirType } from '../type.ts';
import { findActors, followed, languageParameter, organizationParameter } from './actors.ts';

const EVERYONE = { type: 'all' } as const;
const PERSON_NAMES = ['actor.name', 'actor.native_name'];

const organizationParameters: Record<string, RowParameter> = {
  _id: idParameter('organization.id'),
  name: {
    type: 'string',
    documentation: 'The beginning of the name, or of a word in it.',
    where: (value) => whenBegins(['organization.name'], value),
  },
  'address-city': {
    type: 'string',
    documentation: 'The beginning of the city.',
    where: (value) => whenBegins(['organization.city'], value),
  },
  'address-country': {
    type: 'string',
    documentation: 'The country, as ISO 3166-1 writes it in two letters.',
    where: (value) => whenCode('organization.country', value),
  },
};

/** The hospitals of the network; whoever works in it may know them. */
export const organization: FhirType = {
  type: 'Organization',
  personal: false,
  parameters: organizationParameters,
  includes: {},
  async find(db, _client, criteria, page) {
    const rows = await db
      .selectFrom('organization')
      .selectAll()
      .where(organizationInScope(EVERYONE))
      .where((eb) => eb.and(conditionsOf(organizationParameters, criteria)))
      .$if(page.after !== undefined, (query) => query.where('id', '>', page.after ?? ''))
      .orderBy('id')
      .limit(page.limit)
      .execute();
    return rows.map(resources.toOrganization);
  },
};

const locationParameters: Record<string, RowParameter> = {
  _id: idParameter('actor.id'),
  organization: organizationParameter,
  name: {
    type: 'string',
    documentation: "The beginning of the room's name, or of a word in it.",
    where: (value) => whenBegins(['actor.name'], value),
  },
};

/** The rooms in which clinics sit before the camera. */
export const location: FhirType = {
  type: 'Location',
  personal: false,
  parameters: locationParameters,
  includes: {
    organization: followed<Location>((room) => [room.managingOrganization]),
  },
  async find(db, _client, criteria, page) {
    const rows = await findActors(db, EVERYONE, ['location'], locationParameters, criteria, page);
    return rows.map(resources.toLocation);
  },
};

/** Specialists, referrers and interpreters. */
const PROFESSIONALS = ['practitioner', 'interpreter'] as const;

const practitionerParameters: Record<string, RowParameter> = {
  _id: idParameter('actor.id'),
  name: {
    type: 'string',
    documentation: 'The beginning of a part of the name, in any of its scripts.',
    personal: true,
    where: (value) => whenBegins(PERSON_NAMES, value),
  },
  communication: languageParameter,
};

export const practitioner: FhirType = {
  type: 'Practitioner',
  personal: false,
  parameters: practitionerParameters,
  includes: {},
  async find(db, _client, criteria, page) {
    const rows = await findActors(
      db,
      EVERYONE,
      PROFESSIONALS,
      practitionerParameters,
      criteria,
      page,
    );
    return rows.map(resources.toPractitioner);
  },
};

const practitionerRoleParameters: Record<string, RowParameter> = {
  _id: idParameter('actor.id'),
  practitioner: {
    type: 'reference',
    documentation: 'The person whose role it is.',
    where: (value) => whenReference('actor.id', value, 'Practitioner'),
  },
  organization: organizationParameter,
  specialty: {
    type: 'token',
    documentation: `The specialty, by our code or by SNOMED CT's.`,
    where: ({ text, system }) => {
      const wanted = specialtiesOf({ system, code: text }).map((one) => sql`${one}`);
      return wanted.length > 0 ? sql<boolean>`actor.specialty IN (${sql.join(wanted)})` : NEVER;
    },
  },
  role: {
    type: 'token',
    documentation: `specialist, referrer or interpreter (${OWN_ROLES}).`,
    where: ({ text, system }) =>
      system === undefined || system === OWN_ROLES
        ? sql<boolean>`COALESCE(actor.kind, actor.role) = ${text}`
        : NEVER,
  },
};

export const practitionerRole: FhirType = {
  type: 'PractitionerRole',
  personal: false,
  parameters: practitionerRoleParameters,
  includes: {
    practitioner: followed<PractitionerRole>((role) => [role.practitioner]),
    organization: followed<PractitionerRole>((role) => [role.organization]),
  },
  async find(db, _client, criteria, page) {
    const rows = await findActors(
      db,
      EVERYONE,
      PROFESSIONALS,
      practitionerRoleParameters,
      criteria,
      page,
    );
    return rows.map(resources.toPractitionerRole);
  },
};

const patientParameters: Record<string, RowParameter> = {
  _id: idParameter('actor.id'),
  organization: organizationParameter,
  name: {
    type: 'string',
    documentation: 'The beginning of a part of the name, in any of its scripts.',
    personal: true,
    where: (value) => whenBegins(PERSON_NAMES, value),
  },
  language: languageParameter,
};

export const patient: FhirType = {
  type: 'Patient',
  personal: true,
  parameters: patientParameters,
  includes: {
    organization: followed<Patient>((one) => [one.managingOrganization]),
  },
  async find(db, client, criteria, page) {
    const rows = await findActors(
      db,
      patientsScope(client),
      ['patient'],
      patientParameters,
      criteria,
      page,
    );
    return rows.map(resources.toPatient);
  },
};
