import type { Encounter } from '@medplum/fhirtypes';
import { inScope, participantsOf } from '../../appointments/store.ts';
import { staysOf } from '../../encounters/store.ts';
import { toEncounter } from '../resources/appointment.ts';
import { consultScope } from '../rules.ts';
import {
  conditionsOf,
  idParameter,
  type RowParameter,
  whenCode,
  whenInstant,
  whenReference,
} from '../search/conditions.ts';
import type { FhirType } from '../type.ts';
import { followed } from './actors.ts';
import { whenTakesPart } from './appointment.ts';

const parameters: Record<string, RowParameter> = {
  _id: idParameter('encounter.id'),
  date: {
    type: 'date',
    documentation:
      'When it began. A date without a time means the day on the clocks of the hospital that asks.',
    where: (value) => whenInstant('encounter.started_at', value),
  },
  status: {
    type: 'token',
    documentation: 'Its status.',
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
  async find(db, client, criteria, page) {
    const rows = await db
      .selectFrom('encounter')
      .innerJoin('appointment', 'appointment.id', 'encounter.appointment_id')
      .selectAll('encounter')
      .select(['appointment.demo', 'appointment.service_request_id'])
      .where(inScope(consultScope(client)))
      .where((eb) => eb.and(conditionsOf(parameters, criteria)))
      .$if(page.after !== undefined, (query) => query.where('encounter.id', '>', page.after ?? ''))
      .orderBy('encounter.id')
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
