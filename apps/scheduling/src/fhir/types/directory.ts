import type { Location, Patient, PractitionerRole } from '@medplum/fhirtypes';
import { sql } from 'kysely';
import { organizationInScope } from '../../directory/store.ts';
import { OWN_ROLES, specialtiesOf } from '../codes.ts';
import * as resources from '../resources/directory.ts';
import { patientsScope } from '../rules.ts';
import {
  idParameter,
  NEVER,
  whenBegins,
  whenCode,
  whenIdIn,
  whenReference,
} from '../search/conditions.ts';
import type { FhirType } from '../type.ts';
import { findActors, followed, languageParameter, organizationParameter } from './actors.ts';

const EVERYONE = { type: 'all' } as const;
const actorIds = (ids: readonly string[]) => whenIdIn('actor.id', ids);
const PERSON_NAMES = ['actor.name', 'actor.native_name'];

/** The hospitals of the network; whoever works in it may know them. */
export const organization: FhirType = {
  type: 'Organization',
  personal: false,
  parameters: {
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
  },
  includes: {},
  withIds: (ids) => whenIdIn('organization.id', ids),
  async find(db, _client, conditions, page) {
    const rows = await db
      .selectFrom('organization')
      .selectAll()
      .where(organizationInScope(EVERYONE))
      .where((eb) => eb.and([...conditions]))
      .$if(page.after !== undefined, (query) => query.where('id', '>', page.after ?? ''))
      .orderBy('id')
      .limit(page.limit)
      .execute();
    return rows.map(resources.toOrganization);
  },
};

/** The rooms in which clinics sit before the camera. */
export const location: FhirType = {
  type: 'Location',
  personal: false,
  parameters: {
    _id: idParameter('actor.id'),
    organization: organizationParameter,
    name: {
      type: 'string',
      documentation: "The beginning of the room's name, or of a word in it.",
      where: (value) => whenBegins(['actor.name'], value),
    },
  },
  includes: {
    organization: followed<Location>((room) => [room.managingOrganization]),
  },
  withIds: actorIds,
  async find(db, _client, conditions, page) {
    const rows = await findActors(db, EVERYONE, ['location'], conditions, page);
    return rows.map(resources.toLocation);
  },
};

/** Specialists, referrers and interpreters. */
const PROFESSIONALS = ['practitioner', 'interpreter'] as const;

export const practitioner: FhirType = {
  type: 'Practitioner',
  personal: false,
  parameters: {
    _id: idParameter('actor.id'),
    name: {
      type: 'string',
      documentation: 'The beginning of a part of the name, in any of its scripts.',
      personal: true,
      where: (value) => whenBegins(PERSON_NAMES, value),
    },
    communication: languageParameter,
  },
  includes: {},
  withIds: actorIds,
  async find(db, _client, conditions, page) {
    const rows = await findActors(db, EVERYONE, PROFESSIONALS, conditions, page);
    return rows.map(resources.toPractitioner);
  },
};

export const practitionerRole: FhirType = {
  type: 'PractitionerRole',
  personal: false,
  parameters: {
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
  },
  includes: {
    practitioner: followed<PractitionerRole>((role) => [role.practitioner]),
    organization: followed<PractitionerRole>((role) => [role.organization]),
  },
  withIds: actorIds,
  async find(db, _client, conditions, page) {
    const rows = await findActors(db, EVERYONE, PROFESSIONALS, conditions, page);
    return rows.map(resources.toPractitionerRole);
  },
};

export const patient: FhirType = {
  type: 'Patient',
  personal: true,
  parameters: {
    _id: idParameter('actor.id'),
    organization: organizationParameter,
    name: {
      type: 'string',
      documentation: 'The beginning of a part of the name, in any of its scripts.',
      personal: true,
      where: (value) => whenBegins(PERSON_NAMES, value),
    },
    language: languageParameter,
  },
  includes: {
    organization: followed<Patient>((one) => [one.managingOrganization]),
  },
  withIds: actorIds,
  async find(db, client, conditions, page) {
    const rows = await findActors(db, patientsScope(client), ['patient'], conditions, page);
    return rows.map(resources.toPatient);
  },
};
