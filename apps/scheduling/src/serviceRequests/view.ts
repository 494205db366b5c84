import type { ServiceRequest } from '@silkconsult/protocol';
import type { Queries } from '../database/types.ts';
import type { Viewer } from '../rules/viewer.ts';
import * as people from './people.ts';
import { sidesOf } from './rules/access.ts';
import { possibleActions, waitingSide } from './rules/stages.ts';
import type { RequestRow } from './store.ts';

const instant = (date: Date | null) => date?.toISOString();

type Person = ServiceRequest['requester'];

/** Rows → requests as the API tells them; a fixed number of queries, however many there are. */
export async function viewRequests(
  db: Queries,
  rows: readonly RequestRow[],
  viewer: Viewer,
): Promise<ServiceRequest[]> {
  const ids = rows.map((row) => row.id);
  const messages = Map.groupBy(await people.messagesOf(db, ids), (row) => row.service_request_id);
  const assigned = Map.groupBy(await people.specialistsOf(db, ids), (row) => row.requestId);
  const pages = Map.groupBy(await people.pagesOf(db, ids), (row) => row.service_request_id);
  const appointments = await people.appointmentsOf(db, ids);
  const persons = await people.personsOf(
    db,
    rows.flatMap((row) => [row.patient_id, row.requester_id, row.holder_id]),
  );
  const organizations = await people.organizationsOf(
    db,
    rows.flatMap((row) => [row.requesting_organization_id, row.performer_id]),
  );
  const person = (id: string): Person => {
    const { name, nativeName } = persons.get(id) ?? { name: '' };
    return { id, name, nativeName };
  };
  const organization = (id: string) => organizations.get(id) ?? { id, name: '', timeZone: 'UTC' };

  return rows.map((row) => {
    const requestingOrganization = organization(row.requesting_organization_id);
    const performer = row.performer_id ? organization(row.performer_id) : undefined;
    const side = waitingSide(row.stage);
    const facts = {
      requesterId: row.requester_id,
      requestingOrganizationId: row.requesting_organization_id,
      performerId: row.performer_id,
    };
    const consult = appointments.get(row.id);
    const holder = row.holder_id ? person(row.holder_id) : undefined;
    return {
      id: row.id,
      version: row.version,
      status: row.status,
      stage: row.stage,
      patientId: row.patient_id,
      patient: row.patient_id ? persons.get(row.patient_id) : undefined,
      requester: person(row.requester_id),
      requestingOrganization,
      performerId: row.performer_id,
      performer,
      agreementId: row.agreement_id ?? undefined,
      specialty: row.specialty,
      urgency: row.urgency,
      question: row.question,
      summary: row.summary,
      patientLanguage: row.patient_language,
      doctorLanguage: row.doctor_language,
      preferredWindows: row.preferred_windows,
      contact: row.contact,
      createdAt: row.created_at.toISOString(),
      authoredAt: instant(row.authored_at),
      waitingFor: side && {
        side,
        person: side === 'asking' ? person(row.requester_id) : holder,
        organizationName: (side === 'asking' ? requestingOrganization : performer)?.name ?? '',
      },
      respondBy: instant(row.respond_by),
      specialists: (assigned.get(row.id) ?? []).map(({ id, name, nativeName }) => ({
        id,
        name,
        nativeName,
      })),
      messages: (messages.get(row.id) ?? []).map((message) => ({
        id: message.id,
        kind: message.kind,
        author: {
          id: message.author_id,
          name: message.name,
          nativeName: message.native_name ?? undefined,
          organizationName: message.organization_name,
        },
        text: message.text,
        at: message.at.toISOString(),
      })),
      pages: (pages.get(row.id) ?? []).map((page) => ({
        person: { id: page.actor_id, name: page.name, nativeName: page.native_name ?? undefined },
        level: page.level,
        pagedAt: page.paged_at.toISOString(),
        answeredAt: instant(page.answered_at),
      })),
      declineReason: row.decline_reason ?? undefined,
      appointmentId: consult?.id,
      consultAt: consult && {
        start: consult.start.toISOString(),
        end: consult.end.toISOString(),
      },
      actions: possibleActions(row.stage, sidesOf(viewer, facts)),
      demo: row.demo,
    };
  });
}

export async function viewRequest(
  db: Queries,
  row: RequestRow,
  viewer: Viewer,
): Promise<ServiceRequest> {
  const [request] = await viewRequests(db, [row], viewer);
  if (!request) throw new Error('one row gives one request');
  return request;
}
