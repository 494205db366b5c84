import type { Appointment, Encounter, Participant, ParticipantRole } from '@silkconsult/protocol';
import type { Queries } from '../database/types.ts';
import type { EncounterRow, StayRow } from '../encounters/store.ts';
import { encountersOf, staysOf } from '../encounters/store.ts';
import type { Part } from './rules/access.ts';
import { lacksInterpreter } from './rules/interpretation.ts';
import { admissionWindow } from './rules/times.ts';
import type { AppointmentRow, NewConsult, ParticipantRow } from './store.ts';
import { participantsOf } from './store.ts';

const instant = (date: Date | null) => date?.toISOString();

/** Who takes part, as the rules of access see them. */
export function toParts(participants: readonly ParticipantRow[]): Part[] {
  return participants.map((row) => ({
    actorId: row.actor_id,
    organizationId: row.organization_id,
    role: row.role,
  }));
}

function toParticipant(row: ParticipantRow): Participant {
  return {
    actor: row.actor_id,
    role: row.role,
    status: row.status,
    name: row.name,
    nativeName: row.native_name ?? undefined,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    language: row.languages[0],
    timeZone: row.time_zone ?? row.organization_time_zone,
  };
}

function toEncounter(row: EncounterRow, stays: readonly StayRow[]): Encounter {
  return {
    id: row.id,
    status: row.status,
    startedAt: instant(row.started_at),
    finishedAt: instant(row.finished_at),
    presence: stays.map((stay) => ({
      personId: stay.person_id,
      name: stay.name,
      role: stay.role,
      joinedAt: stay.joined_at.toISOString(),
      leftAt: instant(stay.left_at),
    })),
  };
}

function toAppointment(
  row: NewConsult,
  participants: readonly ParticipantRow[],
  encounter: Encounter | undefined,
): Appointment {
  const { opensAt, closesAt } = admissionWindow({ start: row.starts_at, end: row.ends_at });
  return {
    id: row.id,
    version: row.version,
    status: row.status,
    start: row.starts_at.toISOString(),
    end: row.ends_at.toISOString(),
    organizerTimeZone: row.organizer_time_zone,
    tzdataVersion: row.tzdata_version,
    reason: row.reason,
    specialty: row.specialty ?? undefined,
    serviceRequestId: row.service_request_id ?? undefined,
    cancellationReason: row.cancellation_reason ?? undefined,
    participants: participants.map(toParticipant),
    interpretation: row.interpretation ?? undefined,
    interpreterMissing: lacksInterpreter(row.interpretation, participants),
    seriesId: row.series_id ?? undefined,
    admission: { opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() },
    encounter,
    demo: row.demo,
  };
}

/** Rows → appointments as the API tells them; three queries, however many there are. */
export async function viewAppointments(
  db: Queries,
  rows: readonly AppointmentRow[],
): Promise<Appointment[]> {
  const ids = rows.map((row) => row.id);
  const participants = Map.groupBy(await participantsOf(db, ids), (row) => row.appointment_id);
  const encounters = await encountersOf(db, ids);
  const encounterIds = encounters.map((row) => row.id);
  const stays = Map.groupBy(await staysOf(db, encounterIds), (row) => row.encounter_id);
  const encounterOf = new Map(
    encounters.map((row) => [row.appointment_id, toEncounter(row, stays.get(row.id) ?? [])]),
  );
  return rows.map((row) =>
    toAppointment(row, participants.get(row.id) ?? [], encounterOf.get(row.id)),
  );
}

/** A consult that was just booked, from what the booking knows already. */
export function viewBooked(
  row: NewConsult | undefined,
  participants: readonly { actor: string; role: ParticipantRole }[],
  actors: readonly (Omit<ParticipantRow, 'appointment_id' | 'actor_id' | 'role' | 'status'> & {
    id: string;
  })[],
): Appointment {
  if (!row) throw new Error('a booking has at least one consult');
  const rows = participants.flatMap(({ actor: id, role }): ParticipantRow[] => {
    const actor = actors.find((one) => one.id === id);
    if (!actor) return [];
    return [{ ...actor, appointment_id: row.id, actor_id: id, role, status: 'accepted' }];
  });
  const inOrder = rows.sort(
    (a, b) => a.role.localeCompare(b.role) || a.actor_id.localeCompare(b.actor_id),
  );
  return toAppointment(row, inOrder, undefined);
}

export async function viewAppointment(db: Queries, row: AppointmentRow): Promise<Appointment> {
  const [appointment] = await viewAppointments(db, [row]);
  if (!appointment) throw new Error('one row gives one appointment');
  return appointment;
}
