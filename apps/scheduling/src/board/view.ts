import type { BoardPerson, BoardRow } from '@silkconsult/protocol';
import type { AppointmentRow, ParticipantRow } from '../appointments/store.ts';
import { participantsOf } from '../appointments/store.ts';
import { leaveDuring } from '../availability/store.ts';
import { type ConsentRow, consentsOf, toConsent } from '../consents/store.ts';
import type { Queries } from '../database/types.ts';
import { linkLostAt, type Stay } from '../encounters/rules.ts';
import { encountersOf, type StayRow, staysOf, waitsOf } from '../encounters/store.ts';
import { latestOffers, type OfferRow } from '../offers/store.ts';
import { type RehearsalRow, rehearsalsOf, toRehearsal } from '../rehearsals/store.ts';
import { type PersonFacts, problemsOf } from './rules/problems.ts';

type Presence = NonNullable<PersonFacts['presence']>;

/** Where each person of each appointment is, or was last: two statements and the encounters'. */
async function presences(db: Queries, appointmentIds: readonly string[]) {
  const encounters = await encountersOf(db, appointmentIds);
  const ids = encounters.map(({ id }) => id);
  const [stays, waits] = [await staysOf(db, ids), await waitsOf(db, ids)];
  const appointmentOf = new Map(encounters.map((row) => [row.id, row.appointment_id]));
  const known = new Map<string, Presence>();
  const tell = (encounterId: string, personId: string, presence: Presence) =>
    known.set(`${appointmentOf.get(encounterId)} ${personId}`, presence);
  // In the order in which they came: the last word counts, and waiting comes before going in.
  for (const stay of stays)
    tell(stay.encounter_id, stay.person_id, {
      where: stay.left_at ? 'left' : 'room',
      since: stay.left_at ?? stay.joined_at,
    });
  for (const wait of waits)
    tell(wait.encounter_id, wait.person_id, { where: 'lobby', since: wait.since });
  const lost = new Map<string | undefined, Date | undefined>();
  for (const [encounterId, some] of Map.groupBy(stays, (stay) => stay.encounter_id))
    lost.set(appointmentOf.get(encounterId), linkLostAt(some.map(toStay)));
  return {
    of: (appointmentId: string, personId: string) => known.get(`${appointmentId} ${personId}`),
    linkLostAt: (appointmentId: string) => lost.get(appointmentId),
  };
}

const toStay = ({ person_id, role, joined_at, left_at, left_because }: StayRow): Stay => ({
  id: person_id,
  personId: person_id,
  role,
  joinedAt: joined_at,
  leftAt: left_at,
  leftBecause: left_because,
});

/** The hospital where the patient sits; without a patient, the one that asks. */
function hospitalOf(people: readonly ParticipantRow[]): BoardRow['hospital'] {
  const [row] = (['patient', 'referrer', 'location', 'specialist'] as const).flatMap((role) =>
    people.filter((one) => one.role === role),
  );
  if (!row) throw new Error('an appointment has participants');
  return {
    id: row.organization_id,
    name: row.organization_name,
    timeZone: row.organization_time_zone,
  };
}

function toPerson(row: ParticipantRow, presence: Presence | undefined): BoardPerson[] {
  if (row.role === 'location') return [];
  return [
    {
      actor: row.actor_id,
      role: row.role,
      status: row.status,
      name: row.name,
      nativeName: row.native_name ?? undefined,
      language: row.languages[0],
      organizationName: row.organization_name,
      presence: presence && { where: presence.where, since: presence.since.toISOString() },
    },
  ];
}

function toRow(
  row: AppointmentRow,
  participants: readonly ParticipantRow[],
  consents: readonly ConsentRow[],
  rehearsals: readonly RehearsalRow[],
  offer: OfferRow | undefined,
  presenceOf: (personId: string) => Presence | undefined,
  away: ReadonlySet<string>,
  linkLost: Date | undefined,
): BoardRow {
  const people = participants.map((one) => ({
    actor: one.actor_id,
    role: one.role,
    status: one.status,
    languages: one.languages,
    presence: presenceOf(one.actor_id),
    onLeave: away.has(one.actor_id),
  }));
  const hospital = hospitalOf(participants);
  const problems = problemsOf({
    status: row.status,
    start: row.starts_at,
    end: row.ends_at,
    people,
    interpretation: row.interpretation,
    search: offer?.state,
    consents: new Map(consents.map((one) => [one.patient_id, one.status])),
    rehearsal: rehearsals.find((one) => one.organization_id === hospital.id),
    linkLost: row.status === 'arrived' ? linkLost : undefined,
  });
  return {
    appointmentId: row.id,
    status: row.status,
    start: row.starts_at.toISOString(),
    end: row.ends_at.toISOString(),
    specialty: row.specialty ?? undefined,
    hospital,
    people: participants.flatMap((one) => toPerson(one, presenceOf(one.actor_id))),
    rooms: participants.filter(({ role }) => role === 'location').map(({ name }) => name),
    consents: consents.map(toConsent),
    rehearsals: rehearsals.map(toRehearsal),
    problems: problems.map(({ from, due, ...rest }) => ({
      ...rest,
      from: from.toISOString(),
      due: due.toISOString(),
    })),
    demo: row.demo,
  };
}

/** Rows of the board; as many statements for a hundred consults as for one. */
export async function viewBoard(db: Queries, rows: readonly AppointmentRow[]): Promise<BoardRow[]> {
  const ids = rows.map(({ id }) => id);
  const participants = Map.groupBy(await participantsOf(db, ids), (one) => one.appointment_id);
  const consents = Map.groupBy(await consentsOf(db, ids), (one) => one.appointment_id);
  const rehearsals = Map.groupBy(await rehearsalsOf(db, ids), (one) => one.appointment_id);
  const offers = new Map((await latestOffers(db, ids)).map((one) => [one.appointment_id, one]));
  const presence = await presences(db, ids);
  const away = await leaveDuring(db, ids);
  return rows.map((row) =>
    toRow(
      row,
      participants.get(row.id) ?? [],
      consents.get(row.id) ?? [],
      rehearsals.get(row.id) ?? [],
      offers.get(row.id),
      (personId) => presence.of(row.id, personId),
      away.get(row.id) ?? new Set(),
      presence.linkLostAt(row.id),
    ),
  );
}
