import type { Appointment } from '@medplum/fhirtypes';
import { appointmentStatusSchema } from '@silkconsult/protocol';
import { sql } from 'kysely';
import { inScope, participantsOf } from '../../appointments/store.ts';
import type { Queries } from '../../database/types.ts';
import type { MachineClient } from '../../machineClients/authenticate.ts';
import { createAppointment, updateAppointment } from '../appointments.ts';
import { toAppointment } from '../resources/appointment.ts';
import { consultScope } from '../rules.ts';
import {
  conditionsOf,
  idParameter,
  lastUpdatedParameter,
  NEVER,
  type RowParameter,
  whenCode,
  whenInstant,
  whenReference,
} from '../search/conditions.ts';
import { placed, sortingOf } from '../search/order.ts';
import type { SearchValue } from '../search/values.ts';
import type { Criterion, FhirType } from '../type.ts';
import { followed } from './actors.ts';

/** Which resource types stand for an actor in which parts. */
const ROLES_OF: Record<string, readonly string[]> = {
  Patient: ['patient'],
  Location: ['location'],
  Practitioner: ['specialist', 'referrer', 'interpreter', 'observer'],
};

/** Those in which somebody takes part, as one of these types. */
export function whenTakesPart({ text, target }: SearchValue, types: readonly string[]) {
  if (target !== undefined && !types.includes(target)) return NEVER;
  const roles = (target ? [target] : types).flatMap((type) => ROLES_OF[type] ?? []);
  return sql<boolean>`EXISTS (
    SELECT FROM participant AS part
    WHERE part.appointment_id = appointment.id AND part.actor_id = ${text}
      AND part.role IN (${sql.join(roles.map((role) => sql`${role}`))}))`;
}

const actorParameter = (documentation: string, ...types: string[]): RowParameter => ({
  type: 'reference',
  documentation,
  where: (value) => whenTakesPart(value, types),
});

const actorsOf = (type?: string) =>
  followed<Appointment>(({ participant }) =>
    participant
      .map(({ actor }) => actor)
      .filter((actor) => type === undefined || actor?.reference?.startsWith(`${type}/`)),
  );

const parameters: Record<string, RowParameter> = {
  _id: idParameter('appointment.id'),
  _lastUpdated: lastUpdatedParameter('appointment'),
  date: {
    type: 'date',
    documentation:
      'When it begins. A date without a time means the day on the clocks of the hospital that asks.',
    where: (value) => whenInstant('appointment.starts_at', value),
  },
  status: {
    type: 'token',
    documentation: 'Its status.',
    codes: [...appointmentStatusSchema.options, 'entered-in-error', 'checked-in', 'waitlist'],
    where: (value) =>
      whenCode('appointment.status', value, 'http://hl7.org/fhir/appointmentstatus'),
  },
  actor: actorParameter('Whoever takes part.', 'Patient', 'Practitioner', 'Location'),
  patient: actorParameter('The patient.', 'Patient'),
  practitioner: actorParameter('A specialist, referrer or interpreter.', 'Practitioner'),
  location: actorParameter('The room of the clinic.', 'Location'),
  'based-on': {
    type: 'reference',
    documentation: 'The request that it was booked for.',
    where: (value) => whenReference('appointment.service_request_id', value, 'ServiceRequest'),
  },
};

const sorting = sortingOf('appointment', { date: sql.ref('appointment.starts_at') }, 'date');

const rowsWhere = (db: Queries, client: MachineClient, criteria: readonly Criterion[]) =>
  db
    .selectFrom('appointment')
    .where(inScope(consultScope(client)))
    .where((eb) => eb.and(conditionsOf(parameters, criteria)));

export const appointment: FhirType = {
  type: 'Appointment',
  personal: true,
  parameters,
  includes: {
    actor: actorsOf(),
    patient: actorsOf('Patient'),
    practitioner: actorsOf('Practitioner'),
    location: actorsOf('Location'),
    'based-on': followed<Appointment>(({ basedOn }) => basedOn ?? []),
  },
  sorts: Object.keys(sorting.keys),
  async find(db, client, criteria, page) {
    const { from, order } = placed(sorting, page);
    const rows = await rowsWhere(db, client, criteria)
      .selectAll('appointment')
      .where(from)
      .orderBy(order)
      .limit(page.limit)
      .execute();
    const participants = Map.groupBy(
      await participantsOf(
        db,
        rows.map((row) => row.id),
      ),
      (row) => row.appointment_id,
    );
    return rows.map((row) => toAppointment(row, participants.get(row.id) ?? []));
  },
  async count(db, client, criteria) {
    const row = await rowsWhere(db, client, criteria)
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
  create: createAppointment,
  update: updateAppointment,
};
