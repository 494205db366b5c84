import type { Location, Patient, PractitionerRole } from '@medplum/fhirtypes';
import { sql } from 'kysely';
import type { Queries } from '../../database/types.ts';
import { organizationInScope } from '../../directory/store.ts';
import { OWN_ROLES, specialtiesOf } from '../codes.ts';
import * as resources from '../resources/directory.ts';
import { patientsScope } from '../rules.ts';
import {
  conditionsOf,
  idParameter,
  lastUpdatedParameter,
  NEVER,
  type RowParameter,
  whenBegins,
  whenCode,
  whenReference,
} from '../search/conditions.ts';
import { placed, sortingOf } from '../search/order.ts';
import type { Criterion, FhirType } from '../type.ts';
import {
  ACTOR_SORTING,
  type ActorType,
  countActors,
  findActors,
  followed,
  identifierParameter,
  languageParameter,
  organizationParameter,
} from './actors.ts';

const EVERYONE = { type: 'all' } as const;
const PERSON_NAMES = ['actor.name', 'actor.native_name'];

const organizationParameters: Record<string, RowParameter> = {
  _id: idParameter('organization.id'),
  _lastUpdated: lastUpdatedParameter('organization'),
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

const organizationSorting = sortingOf('organization', { name: sql.ref('organization.name') });

const organizationsWhere = (db: Queries, criteria: readonly Criterion[]) =>
  db
    .selectFrom('organization')
    .where(organizationInScope(EVERYONE))
    .where((eb) => eb.and(conditionsOf(organizationParameters, criteria)));

/** The hospitals of the network; whoever works in it may know them. */
export const organization: FhirType = {
  type: 'Organization',
  personal: false,
  parameters: organizationParameters,
  includes: {},
  sorts: Object.keys(organizationSorting.keys),
  async find(db, _client, criteria, page) {
    const { from, order } = placed(organizationSorting, page);
    const rows = await organizationsWhere(db, criteria)
      .selectAll()
      .where(from)
      .orderBy(order)
      .limit(page.limit)
      .execute();
    return rows.map(resources.toOrganization);
  },
  async count(db, _client, criteria) {
    const row = await organizationsWhere(db, criteria)
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
};

const locationParameters: Record<string, RowParameter> = {
  _id: idParameter('actor.id'),
  _lastUpdated: lastUpdatedParameter('actor'),
  identifier: identifierParameter,
  organization: organizationParameter,
  name: {
    type: 'string',
    documentation: "The beginning of the room's name, or of a word in it.",
    where: (value) => whenBegins(['actor.name'], value),
  },
};

const ROOMS: ActorType = {
  roles: ['location'],
  parameters: locationParameters,
  sorting: sortingOf('actor', { name: sql.ref('actor.name') }),
};

/** The rooms in which clinics sit before the camera. */
export const location: FhirType = {
  type: 'Location',
  personal: false,
  parameters: locationParameters,
  includes: {
    organization: followed<Location>((room) => [room.managingOrganization]),
  },
  sorts: Object.keys(ROOMS.sorting.keys),
  async find(db, _client, criteria, page) {
    return (await findActors(db, EVERYONE, ROOMS, criteria, page)).map(resources.toLocation);
  },
  count: (db, _client, criteria) => countActors(db, EVERYONE, ROOMS, criteria),
};

/** Specialists, referrers and interpreters. */
const PROFESSIONALS = ['practitioner', 'interpreter'] as const;

const practitionerParameters: Record<string, RowParameter> = {
  _id: idParameter('actor.id'),
  _lastUpdated: lastUpdatedParameter('actor'),
  identifier: { ...identifierParameter, personal: true },
  name: {
    type: 'string',
    documentation: 'The beginning of a part of the name, in any of its scripts.',
    personal: true,
    where: (value) => whenBegins(PERSON_NAMES, value),
  },
  communication: languageParameter,
};

const PEOPLE: ActorType = {
  roles: PROFESSIONALS,
  parameters: practitionerParameters,
  sorting: ACTOR_SORTING,
};

export const practitioner: FhirType = {
  type: 'Practitioner',
  personal: false,
  parameters: practitionerParameters,
  includes: {},
  sorts: Object.keys(ACTOR_SORTING.keys),
  async find(db, _client, criteria, page) {
    return (await findActors(db, EVERYONE, PEOPLE, criteria, page)).map(resources.toPractitioner);
  },
  count: (db, _client, criteria) => countActors(db, EVERYONE, PEOPLE, criteria),
};

const practitionerRoleParameters: Record<string, RowParameter> = {
  _id: idParameter('actor.id'),
  _lastUpdated: lastUpdatedParameter('actor'),
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

const POSTS: ActorType = {
  roles: PROFESSIONALS,
  parameters: practitionerRoleParameters,
  sorting: ACTOR_SORTING,
};

export const practitionerRole: FhirType = {
  type: 'PractitionerRole',
  personal: false,
  parameters: practitionerRoleParameters,
  includes: {
    practitioner: followed<PractitionerRole>((role) => [role.practitioner]),
    organization: followed<PractitionerRole>((role) => [role.organization]),
  },
  sorts: Object.keys(ACTOR_SORTING.keys),
  async find(db, _client, criteria, page) {
    return (await findActors(db, EVERYONE, POSTS, criteria, page)).map(
      resources.toPractitionerRole,
    );
  },
  count: (db, _client, criteria) => countActors(db, EVERYONE, POSTS, criteria),
};

const patientParameters: Record<string, RowParameter> = {
  _id: idParameter('actor.id'),
  _lastUpdated: lastUpdatedParameter('actor'),
  identifier: { ...identifierParameter, personal: true },
  organization: organizationParameter,
  name: {
    type: 'string',
    documentation: 'The beginning of a part of the name, in any of its scripts.',
    personal: true,
    where: (value) => whenBegins(PERSON_NAMES, value),
  },
  language: languageParameter,
};

const PATIENTS: ActorType = {
  roles: ['patient'],
  parameters: patientParameters,
  sorting: ACTOR_SORTING,
};

export const patient: FhirType = {
  type: 'Patient',
  personal: true,
  parameters: patientParameters,
  includes: {
    organization: followed<Patient>((one) => [one.managingOrganization]),
  },
  sorts: Object.keys(ACTOR_SORTING.keys),
  async find(db, client, criteria, page) {
    return (await findActors(db, patientsScope(client), PATIENTS, criteria, page)).map(
      resources.toPatient,
    );
  },
  count: (db, client, criteria) => countActors(db, patientsScope(client), PATIENTS, criteria),
};
