import type { Appointment, CreatedInvitation, Me, ParticipantRole } from '@silkconsult/protocol';
import { DEMO_ACCOUNTS } from '../../apps/scheduling/src/demo/accounts.ts';
import { Api } from './api.ts';

const MINUTE = 60_000;

type Account = (typeof DEMO_ACCOUNTS)[number];

/** The demonstration's accounts by what the person is to the consult. */
export const ACCOUNTS = {
  specialist: account('specialist'),
  referrer: account('referrer'),
  interpreter: account('interpreter'),
  secondInterpreter: account('second-interpreter'),
  coordinator: account('coordinator'),
  observer: account('observer'),
  admin: account('admin'),
};

function account(name: string): Account {
  const found = DEMO_ACCOUNTS.find(({ email }) => email.startsWith(`${name}@`));
  if (!found) throw new Error(`the demonstration has no ${name}`);
  return found;
}

export interface Consult {
  appointment: Appointment;
  specialist: Me;
  referrer: Me;
  interpreter: Me;
  /** The patient's actor id: patients have no account, they come by invitation. */
  patientId: string;
  coordinator: Api;
}

/**
 * Books a consult of the demonstration's people that can be joined now. What held them at this
 * time is cancelled first, so every story has a room of its own.
 *
 * @param startsInMs less than nothing: it should have begun already
 */
export async function bookConsult(
  url: string,
  { reason = 'A story that a test tells', startsInMs = MINUTE } = {},
): Promise<Consult> {
  const [coordinator, specialist, referrer, interpreter] = await Promise.all([
    Api.signIn(url, ACCOUNTS.coordinator),
    Api.signIn(url, ACCOUNTS.specialist),
    Api.signIn(url, ACCOUNTS.referrer),
    Api.signIn(url, ACCOUNTS.interpreter),
  ]);
  const patients = await referrer.get<{ items: { id: string }[] }>('/patients?limit=1');
  const patientId = patients.items[0]?.id;
  if (!patientId) throw new Error('the referrer has no patients');
  const held = [specialist, referrer, interpreter].map((api) => api.session.me.personId);
  await cancelAllOf(coordinator, [...held, patientId]);
  const start = Date.now() + startsInMs;
  const participant = (actor: string, role: ParticipantRole) => ({ actor, role });
  const appointment = await coordinator.post<Appointment>('/appointments', {
    start: new Date(start).toISOString(),
    end: new Date(start + 45 * MINUTE).toISOString(),
    reason,
    // Stories are told at any hour; the people in them keep working hours.
    evenIfUnavailable: true,
    participants: [
      participant(specialist.session.me.personId, 'specialist'),
      participant(referrer.session.me.personId, 'referrer'),
      participant(interpreter.session.me.personId, 'interpreter'),
      participant(patientId, 'patient'),
    ],
  });
  return {
    appointment,
    specialist: specialist.session.me,
    referrer: referrer.session.me,
    interpreter: interpreter.session.me,
    patientId,
    coordinator,
  };
}

/** The link that brings the consult's patient in. */
export async function invite({ coordinator, appointment, patientId }: Consult): Promise<string> {
  const path = `/appointments/${appointment.id}/invitations`;
  return (await coordinator.post<CreatedInvitation>(path, { actor: patientId })).link;
}

/** Cancels what holds these people around now. */
export async function cancelAllOf(coordinator: Api, actors: readonly string[]): Promise<void> {
  const from = new Date(Date.now() - 240 * MINUTE).toISOString();
  const to = new Date(Date.now() + 60 * MINUTE).toISOString();
  const query = `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}&limit=200`;
  const { items } = await coordinator.get<{ items: Appointment[] }>(`/appointments?${query}`);
  const isInTheWay = ({ status, participants }: Appointment) =>
    ['booked', 'pending', 'arrived'].includes(status) &&
    participants.some(({ actor }) => actors.includes(actor));
  for (const { id, version } of items.filter(isInTheWay)) {
    await coordinator.patch(`/appointments/${id}`, { version, status: 'cancelled' });
  }
}
