import type { Appointment } from '@medplum/fhirtypes';
import { sql } from 'kysely';
import { inScope, participantsOf } from '../../appointments/store.ts';
import { createAppointment, updateAppointment } from '../appointments.ts';
import { toAppointment } from '../resources/appointment.ts';
import { consultScope } from '../rules.ts';
import {
  conditionsOf,
  idParameter,
  NEVER,
  type RowParameter,
  whenCode,
  whenInstant,
  whenReference,
} from '../search/conditions.ts';
import type { SearchValue } from '../search/values.ts';
import type { FhirType } from '../type.ts';
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
  date: {
    type: 'date',
    documentation:
      'When it begins. A date without a time means the day on the clocks of the hospital that asks.',
    where: (value) => whenInstant('appointment.starts_at', value),
  },
  status: {
    type: 'token',
    documentation: 'Its status.',
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
  async find(db, client, criteria, page) {
    const rows = await db
      .selectFrom('appointment')
      .selectAll('appointment')
      .where(inScope(consultScope(client)))
      .where((eb) => eb.and(conditionsOf(parameters, criteria)))
      .$if(page.after !== undefined, (query) =>
        query.where(
          sql<boolean>`(appointment.starts_at, appointment.id) > (SELECT starts_at, id FROM appointment WHERE id = ${page.after})`,
        ),
      )
      .orderBy('appointment.starts_at')
      .orderBy('appointment.id')
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
  create: createAppointment,
  update: updateAppointment,
};
