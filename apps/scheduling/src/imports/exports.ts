import { appointmentScope } from '../appointments/rules/access.ts';
import { listAppointments } from '../appointments/store.ts';
import { viewAppointments } from '../appointments/view.ts';
import type { Queries } from '../database/types.ts';
import type { Viewer } from '../rules/viewer.ts';
import { importedActors, patientsOf } from './store.ts';
import { toCsv } from './templates.ts';

const PAGE = 200;

/** Who was brought in by a file, as a file that can be brought in again. */
export async function peopleFile(db: Queries, organizationId: string): Promise<string> {
  const actors = await importedActors(db, organizationId);
  return toCsv(
    'people',
    actors.map((actor) => [
      actor.external_id ?? '',
      actor.role === 'location' ? 'room' : (actor.kind ?? actor.role),
      actor.name,
      actor.native_name ?? '',
      actor.chinese_name ?? '',
      actor.specialty ?? '',
      actor.languages.join(' '),
      actor.language_pairs.map((pair) => pair.join('/')).join(' '),
      actor.time_zone ?? '',
      actor.email ?? '',
      actor.dialects.join(' '),
    ]),
  );
}

/** All patients of the hospital; who has no id of its numbering is registered by the platform's own. */
export async function patientsFile(db: Queries, organizationId: string): Promise<string> {
  const patients = await patientsOf(db, organizationId);
  return toCsv(
    'patients',
    patients.map((patient) => [
      patient.external_id ?? patient.id,
      patient.name,
      patient.native_name ?? '',
      patient.chinese_name ?? '',
      patient.birth_date ?? '',
      patient.languages.join(' '),
      patient.phone ?? '',
      patient.email ?? '',
      patient.external_id === null ? 'same' : 'other',
    ]),
  );
}

export async function hoursFile(db: Queries, organizationId: string): Promise<string> {
  const actors = await importedActors(db, organizationId);
  return toCsv(
    'hours',
    actors.flatMap(({ external_id, rules }) =>
      (rules?.weekly ?? []).map((hours) => [
        external_id ?? '',
        String(hours.weekday),
        hours.start,
        hours.end,
        hours.validFrom ?? '',
        hours.validTo ?? '',
      ]),
    ),
  );
}

/** Pages of rows, one query after the other: an export of years never stands in memory at once. */
async function* inPages<Row extends { id: string }>(
  page: (after: string | undefined) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  let after: string | undefined;
  do {
    const rows = await page(after);
    if (rows.length > 0) yield rows;
    after = rows.length === PAGE ? rows.at(-1)?.id : undefined;
  } while (after !== undefined);
}

async function* people(db: Queries, organizationId: string) {
  const pages = inPages((after) =>
    db
      .selectFrom('actor')
      .leftJoin('schedule', 'schedule.actor_id', 'actor.id')
      .selectAll('actor')
      .select(['schedule.rules as schedule'])
      .where('organization_id', '=', organizationId)
      .$if(after !== undefined, (query) => query.where('actor.id', '>', after ?? ''))
      .orderBy('actor.id')
      .limit(PAGE)
      .execute(),
  );
  for await (const rows of pages) {
    const exceptions = await db
      .selectFrom('schedule_exception')
      .selectAll()
      .where(
        'actor_id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
    const leave = Map.groupBy(exceptions, ({ actor_id }) => actor_id);
    // What the search makes of a name is ours, and nobody's data.
    for (const { search_key: _key, ...row } of rows)
      yield { ...row, exceptions: leave.get(row.id) ?? [] };
  }
}

async function* appointments(db: Queries, viewer: Viewer) {
  const [from, to] = [new Date(0), new Date('9999-01-01T00:00:00Z')];
  const pages = inPages((after) =>
    listAppointments(db, appointmentScope(viewer), { from, to, after, limit: PAGE }),
  );
  for await (const rows of pages) yield* await viewAppointments(db, rows);
}

async function* agreements(db: Queries, organizationId: string) {
  const pages = inPages((after) =>
    db
      .selectFrom('agreement')
      .selectAll()
      .where((eb) =>
        eb.or([eb('partner_id', '=', organizationId), eb('performer_id', '=', organizationId)]),
      )
      .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
      .orderBy('id')
      .limit(PAGE)
      .execute(),
  );
  for await (const rows of pages) yield* rows;
}

/** Requests that were sent, by or to the hospital, with their threads. Drafts are their author's. */
async function* requests(db: Queries, organizationId: string) {
  const pages = inPages((after) =>
    db
      .selectFrom('service_request')
      .selectAll()
      .where('stage', '!=', 'draft')
      .where((eb) =>
        eb.or([
          eb('requesting_organization_id', '=', organizationId),
          eb('service_request.performer_id', '=', organizationId),
        ]),
      )
      .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
      .orderBy('id')
      .limit(PAGE)
      .execute(),
  );
  for await (const rows of pages) {
    const messages = await db
      .selectFrom('service_request_message')
      .selectAll()
      .where(
        'service_request_id',
        'in',
        rows.map(({ id }) => id),
      )
      .orderBy('position')
      .execute();
    const threads = Map.groupBy(messages, (message) => message.service_request_id);
    for (const { escalation_level: _level, escalate_at: _at, ...row } of rows)
      yield { ...row, messages: threads.get(row.id) ?? [] };
  }
}

/** What the people and programs of the hospital did. */
async function* auditEvents(db: Queries, organizationId: string) {
  const pages = inPages((after) =>
    db
      .selectFrom('audit_event')
      .innerJoin('actor', 'actor.id', 'audit_event.actor_id')
      .selectAll('audit_event')
      .where('actor.organization_id', '=', organizationId)
      .$if(after !== undefined, (query) => query.where('audit_event.id', '>', after ?? ''))
      .orderBy('audit_event.id')
      .limit(PAGE)
      .execute(),
  );
  for await (const rows of pages) yield* rows;
}

async function* labelled(type: string, records: AsyncIterable<object>) {
  for await (const record of records) yield `${JSON.stringify({ type, ...record })}\n`;
}

/** Everything that the hospital owns or takes part in: a record a line (NDJSON), each with its type. */
export async function* everythingOf(db: Queries, viewer: Viewer): AsyncGenerator<string> {
  const { organizationId } = viewer;
  const organization = await db
    .selectFrom('organization')
    .selectAll()
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow();
  yield `${JSON.stringify({ type: 'organization', ...organization })}\n`;
  yield* labelled('actor', people(db, organizationId));
  yield* labelled('appointment', appointments(db, viewer));
  yield* labelled('agreement', agreements(db, organizationId));
  yield* labelled('serviceRequest', requests(db, organizationId));
  yield* labelled('auditEvent', auditEvents(db, organizationId));
}
