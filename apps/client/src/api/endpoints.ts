import type {
  Admission,
  Appointment,
  AppointmentChange,
  Board,
  BoardRow,
  Consent,
  CreatedInvitation,
  Language,
  Measurement,
  NewAppointment,
  NewCase,
  NewCaseMessage,
  NewConsent,
  OpenedInvitation,
  Rehearsal,
  SignIn,
  WrittenCase,
} from '@silkconsult/protocol';
import {
  admissionSchema,
  appointmentSchema,
  boardRowSchema,
  boardSchema,
  consentSchema,
  createdInvitationSchema,
  openedInvitationSchema,
  pageOf,
  rehearsalSchema,
  sessionSchema,
  writtenCaseSchema,
} from '@silkconsult/protocol';
import { ask, tell } from './http.ts';
import { rememberInvitation, setSession } from './session.ts';

const appointmentsSchema = pageOf(appointmentSchema);

export async function signIn(credentials: SignIn): Promise<void> {
  setSession(
    await ask('/api/sessions', sessionSchema, {
      method: 'POST',
      body: credentials,
      anonymous: true,
    }),
  );
}

export async function signOut(): Promise<void> {
  await tell('/api/sessions/current', { method: 'DELETE' }).finally(() => setSession(undefined));
}

/** All of a window of time: pages are followed to the end, so that no consult is left out. */
export async function listAppointments(from: Date, to: Date): Promise<Appointment[]> {
  const items: Appointment[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({
      from: from.toISOString(),
      to: to.toISOString(),
      limit: '200',
      ...(cursor ? { cursor } : {}),
    });
    const page = await ask(`/api/appointments?${query}`, appointmentsSchema);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

export function getAppointment(id: string): Promise<Appointment> {
  return ask(`/api/appointments/${encodeURIComponent(id)}`, appointmentSchema);
}

export function changeAppointment(id: string, change: AppointmentChange): Promise<Appointment> {
  return ask(`/api/appointments/${encodeURIComponent(id)}`, appointmentSchema, {
    method: 'PATCH',
    body: change,
  });
}

export function createInvitation(id: string, actor: string): Promise<CreatedInvitation> {
  return ask(`/api/appointments/${encodeURIComponent(id)}/invitations`, createdInvitationSchema, {
    method: 'POST',
    body: { actor },
  });
}

/** Turns the secret of a link into a patient's session for that one appointment. */
export async function openInvitation(token: string): Promise<OpenedInvitation> {
  const opened = await ask('/api/invitations/open', openedInvitationSchema, {
    method: 'POST',
    body: { token },
    anonymous: true,
  });
  rememberInvitation(token);
  setSession(opened);
  return opened;
}

export function askAdmission(
  id: string,
  languages: { spokenLanguage?: Language; captionLanguage?: Language },
): Promise<Admission> {
  return ask(`/api/appointments/${encodeURIComponent(id)}/admission`, admissionSchema, {
    method: 'POST',
    body: languages,
  });
}

export function getBoard(from: Date, to: Date): Promise<Board> {
  const query = new URLSearchParams({ from: from.toISOString(), to: to.toISOString() });
  return ask(`/api/board?${query}`, boardSchema);
}

export function getReadiness(id: string): Promise<BoardRow> {
  return ask(`/api/appointments/${encodeURIComponent(id)}/readiness`, boardRowSchema);
}

export function recordConsent(id: string, consent: NewConsent): Promise<Consent> {
  return ask(`/api/appointments/${encodeURIComponent(id)}/consents`, consentSchema, {
    method: 'POST',
    body: consent,
  });
}

export function askRehearsalAdmission(id: string): Promise<Admission> {
  const path = `/api/appointments/${encodeURIComponent(id)}/rehearsals/admission`;
  return ask(path, admissionSchema, { method: 'POST' });
}

export function recordRehearsal(id: string, measurement: Measurement): Promise<Rehearsal> {
  return ask(`/api/appointments/${encodeURIComponent(id)}/rehearsals`, rehearsalSchema, {
    method: 'POST',
    body: measurement,
  });
}

export async function listCases(): Promise<WrittenCase[]> {
  return (await ask('/api/written-cases?limit=100', pageOf(writtenCaseSchema))).items;
}

export function getCase(id: string): Promise<WrittenCase> {
  return ask(`/api/written-cases/${encodeURIComponent(id)}`, writtenCaseSchema);
}

export function openCase(appointmentId: string, wanted: NewCase): Promise<WrittenCase> {
  return ask(
    `/api/appointments/${encodeURIComponent(appointmentId)}/written-case`,
    writtenCaseSchema,
    { method: 'POST', body: wanted },
  );
}

export function writeCaseMessage(id: string, message: NewCaseMessage): Promise<WrittenCase> {
  return ask(`/api/written-cases/${encodeURIComponent(id)}/messages`, writtenCaseSchema, {
    method: 'POST',
    body: message,
  });
}

export function bookAppointment(wanted: NewAppointment): Promise<Appointment> {
  return ask('/api/appointments', appointmentSchema, { method: 'POST', body: wanted });
}
