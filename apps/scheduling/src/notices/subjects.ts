import type { Language, NoticeKind, ParticipantRole } from '@silkconsult/protocol';
import { participantsOf } from '../appointments/store.ts';
import type { Queries } from '../database/types.ts';
import type { NoticeRow } from './store.ts';

/** What a notice is about, without anything clinical. */
export interface Subject {
  /** The page of the client. */
  path: string;
  people: { id: string; role: ParticipantRole; name?: string; organizationName: string }[];
  zones: string[];
  /** Between which an interpreter is sought. */
  languages?: readonly [Language, Language];
}

/** How a kind of notice behaves; its words are in `texts/`. */
export interface Kind {
  /** Reads what it is about; undefined when that is gone. */
  subject(db: Queries, notice: Pick<NoticeRow, 'subject_id'>): Promise<Subject | undefined>;
  /** What it does to the reader's calendar. */
  calendar?: 'REQUEST' | 'CANCEL' | 'PUBLISH';
  /**
   * It rings until somebody answers: on open pages and on devices, or on devices alone where the
   * pages have an alarm of their own for it.
   */
  ring?: 'everywhere' | 'devices';
  /** What the reader is to do on the page; absent: to open it. */
  action?: 'answer';
}

/** What these consults are about. Patients go by their part, not by name: mail passes many hands. */
export async function consultSubjects(
  db: Queries,
  ids: readonly string[],
): Promise<Map<string, Subject>> {
  const participants = Map.groupBy(await participantsOf(db, ids), (row) => row.appointment_id);
  return new Map(
    [...participants].map(([id, rows]) => [
      id,
      {
        path: `/appointments/${id}`,
        people: rows.map((row) => ({
          id: row.actor_id,
          role: row.role,
          name: row.role === 'patient' ? undefined : row.name,
          organizationName: row.organization_name,
        })),
        zones: rows.map((row) => row.time_zone ?? row.organization_time_zone),
      },
    ]),
  );
}

const consult: Kind['subject'] = async (db, { subject_id: id }) =>
  (await consultSubjects(db, [id])).get(id);

/** An offer, to who arranges the consult. */
const soughtConsult: Kind['subject'] = async (db, { subject_id: id }) => {
  const offer = await db
    .selectFrom('interpreter_offer')
    .select(['appointment_id', 'from_language', 'to_language'])
    .where('id', '=', id)
    .executeTakeFirst();
  const about = offer && (await consult(db, { subject_id: offer.appointment_id }));
  return about && { ...about, languages: [offer.from_language, offer.to_language] };
};

/** An offer, to who may take it: before they do, they see hospitals and nobody's name. */
const offer: Kind['subject'] = async (db, notice) => {
  const about = await soughtConsult(db, notice);
  return (
    about && {
      ...about,
      path: '/offers',
      people: about.people
        .filter(({ role }) => role !== 'interpreter')
        .map((person) => ({ ...person, name: undefined })),
    }
  );
};

/** A consult, to an interpreter whose part in it is over: its page is closed to them. */
const formerConsult: Kind['subject'] = async (db, notice) => {
  const about = await consult(db, notice);
  return about && { ...about, path: '/offers' };
};

/** The consults of a series, by the first of them: all have the same people. */
const series: Kind['subject'] = async (db, { subject_id: id }) => {
  const first = await db
    .selectFrom('appointment')
    .select('id')
    .where('series_id', '=', id)
    .orderBy('starts_at')
    .executeTakeFirst();
  return first && consult(db, { subject_id: first.id });
};

/** Which hospital asks; who the patient is stands on the request's page alone. */
const request: Kind['subject'] = async (db, { subject_id: id }) => {
  const asking = await db
    .selectFrom('service_request')
    .innerJoin('organization', 'organization.id', 'service_request.requesting_organization_id')
    .innerJoin('actor', 'actor.id', 'service_request.requester_id')
    .select(['actor.id', 'actor.name', 'organization.name as organization'])
    .select('organization.time_zone as zone')
    .where('service_request.id', '=', id)
    .executeTakeFirst();
  if (!asking) return undefined;
  const { id: personId, name, organization: organizationName, zone } = asking;
  return {
    path: `/requests/${id}`,
    people: [{ id: personId, role: 'referrer', name, organizationName }],
    zones: [zone],
  };
};

export const KINDS: Record<NoticeKind, Kind> = {
  'consult-booked': { subject: consult, calendar: 'REQUEST' },
  'series-booked': { subject: series, calendar: 'PUBLISH' },
  'consult-moved': { subject: consult, calendar: 'REQUEST' },
  'consult-cancelled': { subject: consult, calendar: 'CANCEL' },
  'consult-in-a-day': { subject: consult },
  'consult-soon': { subject: consult, ring: 'everywhere' },
  'interpreter-offered': { subject: offer, action: 'answer' },
  'interpreter-called': { subject: offer, action: 'answer', ring: 'devices' },
  'interpreter-not-found': { subject: soughtConsult },
  'interpreter-released': { subject: formerConsult, calendar: 'CANCEL' },
  'captions-proposed': { subject: consult },
  emergency: { subject: request, ring: 'devices' },
};
