import type { WrittenCase } from '@silkconsult/protocol';
import { participantsOf } from '../appointments/store.ts';
import type { Queries } from '../database/types.ts';
import { type CaseRow, caseMessagesOf } from './store.ts';

/** Rows → cases as the API tells them; two more queries, however many there are. */
export async function viewCases(db: Queries, rows: readonly CaseRow[]): Promise<WrittenCase[]> {
  const consults = rows.map((row) => row.appointment_id);
  const people = Map.groupBy(await participantsOf(db, consults), (one) => one.appointment_id);
  const ids = rows.map(({ id }) => id);
  const messages = Map.groupBy(await caseMessagesOf(db, ids), (one) => one.case_id);
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    cause: row.cause,
    status: row.status,
    openedAt: row.opened_at.toISOString(),
    opened: row.opener && row.case_reason ? { by: row.opener, reason: row.case_reason } : undefined,
    appointmentId: row.appointment_id,
    nextAppointmentId: row.next_appointment_id ?? undefined,
    serviceRequestId: row.service_request_id ?? undefined,
    specialty: row.specialty ?? undefined,
    question: row.question ?? row.consult_reason,
    summary: row.summary || undefined,
    start: row.starts_at.toISOString(),
    end: row.ends_at.toISOString(),
    participants: (people.get(row.appointment_id) ?? []).map((one) => ({
      actor: one.actor_id,
      role: one.role,
      name: one.name,
      organizationId: one.organization_id,
      languages: one.languages,
    })),
    messages: (messages.get(row.id) ?? []).map((one) => ({
      id: one.id,
      kind: one.kind,
      author: one.author,
      text: one.text,
      at: one.at.toISOString(),
    })),
    demo: row.demo,
  }));
}

export async function viewCase(db: Queries, row: CaseRow): Promise<WrittenCase> {
  const [one] = await viewCases(db, [row]);
  if (!one) throw new Error('one row gives one case');
  return one;
}
