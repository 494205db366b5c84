import type { Schedule } from '@medplum/fhirtypes';
import { toSchedule } from '../resources/schedule.ts';
import {
  idParameter,
  lastUpdatedParameter,
  NEVER,
  type RowParameter,
  whenReference,
} from '../search/conditions.ts';
import type { FhirType } from '../type.ts';
import {
  ACTOR_SORTING,
  type ActorType,
  countActors,
  findActors,
  followed,
  organizationParameter,
} from './actors.ts';

/** Patients have no schedule that others could look into. */
export const BOOKABLE = ['practitioner', 'interpreter', 'location'] as const;

const parameters: Record<string, RowParameter> = {
  _id: idParameter('actor.id'),
  _lastUpdated: lastUpdatedParameter('actor'),
  actor: {
    type: 'reference',
    documentation: 'The practitioner, interpreter or room whose time it is.',
    where: (value) =>
      value.target === undefined || ['Practitioner', 'Location'].includes(value.target)
        ? whenReference('actor.id', value, value.target ?? '')
        : NEVER,
  },
  'actor.organization': organizationParameter,
};

const SCHEDULES: ActorType = { roles: BOOKABLE, parameters, sorting: ACTOR_SORTING };

export const schedule: FhirType = {
  type: 'Schedule',
  personal: false,
  parameters,
  includes: {
    actor: followed<Schedule>((one) => one.actor),
  },
  sorts: Object.keys(ACTOR_SORTING.keys),
  async find(db, _client, criteria, page) {
    return (await findActors(db, { type: 'all' }, SCHEDULES, criteria, page)).map(toSchedule);
  },
  count: (db, _client, criteria) => countActors(db, { type: 'all' }, SCHEDULES, criteria),
};
