import type { Encounter } from '@medplum/fhirtypes';
import { encounterSchema } from '@silkconsult/protocol';
import { sql } from 'kysely';
import { inScope, participantsOf } from '../../appointments/store.ts';
import type { Queries } from '../../database/types.ts';
import { staysOf } from '../../encounters/store.ts';
import type { MachineClient } from '../../machineClients/authenticate.ts';
import { toEncounter } from '../resources/appointment.ts';
import { consultScope } from '../rules.ts';
import {
  conditionsOf,
  idParameter,
  lastUpdatedParameter,
  type RowParameter,
  whenCode,
  whenInstant,
  whenReference,
} from '../search/conditions.ts';
import { placed, sortingOf } from '../search/order.ts';
import type { Criterion, FhirType } from '../type.ts';
import { followed } from './actors.ts';
import { whenTakesPart } from './appointment.ts';

const parameters: Record<string, RowParameter> = {
  _id: idParameter('encounter.id'),
  _lastUpdated: lastUpdatedParameter('encounter'),
  date: {
    type: 'date',
    documentation:
      'When it began. A date without a time means the day on the clocks of the hospital that asks.',
    where: (value) => whenInstant('encounter.started_at', value),
  },
  status: {
    type: 'token',
    documentation: 'Its status.',
    codes: [
      ...encounterSchema.shape.status.options,
      'triaged',
      'onleave',
      'entered-in-error',
      'unknown',
    ],
    where: (value) => whenCode('encounter.status', value, 'http://hl7.org/fhir/encounter-status'),
  },
  appointment: {
    type: 'reference',
    documentation: 'The appointment that it was planned as.',
    where: (value) => whenReference('encounter.appointment_id', value, 'Appointment'),
  },
  patient: {
    type: 'reference',
    documentation: 'The patient.',
    where: (value) => whenTakesPart(value, ['Patient']),
  },
};

// Who has not come yet stands at the end.
const began = sql`COALESCE(encounter.started_at, 'infinity')`;
const sorting = sortingOf('encounter', { date: began });

const rowsWhere = (db: Queries, client: MachineClient, criteria: readonly Criterion[]) =>
  db
    .selectFrom('encounter')
    .innerJoin('appointment', 'appointment.id', 'encounter.appointment_id')
    .where(inScope(consultScope(client)))
    .where((eb) => eb.and(conditionsOf(parameters, criteria)));

/** What happened in the rooms. */
export const encounter: FhirType = {
  type: 'Encounter',
  personal: true,
  parameters,
  includes: {
    appointment: followed<Encounter>((one) => one.appointment ?? []),
    patient: followed<Encounter>((one) => [one.subject]),
    participant: followed<Encounter>((one) =>
      (one.participant ?? []).map(({ individual }) => individual),
    ),
  },
  sorts: Object.keys(sorting.keys),
  async count(db, client, criteria) {
    const row = await rowsWhere(db, client, criteria)
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
  async find(db, client, criteria, page) {
    const { from, order } = placed(sorting, page);
    const rows = await rowsWhere(db, client, criteria)
      .selectAll('encounter')
      .select(['appointment.demo', 'appointment.service_request_id'])
      .where(from)
      .orderBy(order)
      .limit(page.limit)
      .execute();
    const parts = Map.groupBy(
      await participantsOf(
        db,
        rows.map((row) => row.appointment_id),
      ),
      (row) => row.appointment_id,
    );
    const stays = Map.groupBy(
      await staysOf(
        db,
        rows.map((row) => row.id),
      ),
      (row) => row.encounter_id,
    );
    return rows.map((row) =>
      toEncounter(row, parts.get(row.appointment_id) ?? [], stays.get(row.id) ?? []),
    );
  },
};
