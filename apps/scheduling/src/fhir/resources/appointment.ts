import type { Appointment, Encounter } from '@medplum/fhirtypes';
import type { AppointmentRow, ParticipantRow } from '../../appointments/store.ts';
import type { EncounterRow, StayRow } from '../../encounters/store.ts';
import {
  ACT_CODE,
  actorReference,
  participantType,
  reference,
  specialtyConcept,
} from '../codes.ts';
import { chosenInZone, filled, metaOf } from './common.ts';

const MINUTE = 60_000;

const requestOf = (id: string | null) => (id ? [reference('ServiceRequest', id)] : undefined);

export function toAppointment(
  row: AppointmentRow,
  participants: readonly ParticipantRow[],
): Appointment {
  const zone = chosenInZone(row.organizer_time_zone);
  return {
    resourceType: 'Appointment',
    id: row.id,
    meta: metaOf(row),
    status: row.status,
    cancelationReason: row.cancellation_reason ? { text: row.cancellation_reason } : undefined,
    specialty: row.specialty ? [specialtyConcept(row.specialty)] : undefined,
    reasonCode: [{ text: row.reason }],
    basedOn: requestOf(row.service_request_id),
    start: row.starts_at.toISOString(),
    end: row.ends_at.toISOString(),
    ...{ _start: zone, _end: zone },
    minutesDuration: Math.round((row.ends_at.getTime() - row.starts_at.getTime()) / MINUTE),
    participant: participants.map((participant) => ({
      type: participantType(participant.role),
      actor: actorReference(participant.actor_id, participant.role, participant.name),
      required: participant.role === 'observer' ? 'optional' : 'required',
      status: participant.status,
    })),
  };
}

const period = (start: Date | null, end: Date | null) =>
  start ? { start: start.toISOString(), end: end?.toISOString() } : undefined;

/** The room as it happened: who stayed from when until when. */
export function toEncounter(
  row: EncounterRow & { demo: boolean; service_request_id: string | null },
  participants: readonly ParticipantRow[],
  stays: readonly StayRow[],
): Encounter {
  const patient = participants.find(({ role }) => role === 'patient');
  const specialist = participants.find(({ role }) => role === 'specialist');
  const room = participants.find(({ role }) => role === 'location');
  return {
    resourceType: 'Encounter',
    id: row.id,
    meta: metaOf(row),
    status: row.status,
    class: { system: ACT_CODE, code: 'VR', display: 'virtual' },
    basedOn: requestOf(row.service_request_id),
    subject: patient && reference('Patient', patient.actor_id, patient.name),
    participant: filled(
      stays
        .filter(({ role }) => role !== 'patient')
        .map((stay) => ({
          type: participantType(stay.role),
          period: period(stay.joined_at, stay.left_at),
          individual: reference('Practitioner', stay.person_id, stay.name),
        })),
    ),
    appointment: [reference('Appointment', row.appointment_id)],
    period: period(row.started_at, row.finished_at),
    location: room && [{ location: reference('Location', room.actor_id, room.name) }],
    serviceProvider:
      specialist &&
      reference('Organization', specialist.organization_id, specialist.organization_name),
  };
}
