import type { Schedule } from '@medplum/fhirtypes';
import { toSchedule } from '../resources/schedule.ts';
import { idParameter, NEVER, type RowParameter, whenReference } from '../search/conditions.ts';
import type { FhirType } from '../type.ts';
import { findActors, followed, organizationParameter } from './actors.ts';

/** Patients have no schedule that others could look into. */
export const BOOKABLE = ['practitioner', 'interpreter', 'location'] as const;

const parameters: Record<string, RowParameter> = {
  _id: idParameter('actor.id'),
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

export const schedule: FhirType = {
  type: 'Schedule',
  personal: false,
  parameters,
  includes: {
    actor: followed<Schedule>((one) => one.actor),
  },
  async find(db, _client, criteria, page) {
    const rows = await findActors(db, { type: 'all' }, BOOKABLE, parameters, criteria, page);
    return rows.map(toSchedule);
  },
};
