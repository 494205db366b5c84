import type { Appointment, InterpreterOffer, MyOffer, NewOffer } from '@silkconsult/protocol';
import {
  appointmentSchema,
  interpreterOfferSchema,
  myOfferSchema,
  pageOf,
} from '@silkconsult/protocol';
import { ask, tell } from './http.ts';

const offersOf = (appointmentId: string) =>
  `/api/appointments/${encodeURIComponent(appointmentId)}/interpreter-offers`;

/** The latest search for the consult's interpreter; null when there was none. */
export async function getOffer(appointmentId: string): Promise<InterpreterOffer | null> {
  const { items } = await ask(offersOf(appointmentId), pageOf(interpreterOfferSchema));
  return items[0] ?? null;
}

export function offerToInterpreters(
  appointmentId: string,
  wish: NewOffer,
): Promise<InterpreterOffer> {
  return ask(offersOf(appointmentId), interpreterOfferSchema, { method: 'POST', body: wish });
}

export function callInterpreter(appointmentId: string): Promise<InterpreterOffer> {
  const path = `/api/appointments/${encodeURIComponent(appointmentId)}/interpreter-calls`;
  return ask(path, interpreterOfferSchema, { method: 'POST', body: {} });
}

export function stopSeeking(appointmentId: string): Promise<void> {
  return tell(offersOf(appointmentId), { method: 'DELETE' });
}

/** A specialist agrees to captions alone; from others it is a proposal to the specialists. */
export function goOnWithCaptions(appointmentId: string): Promise<Appointment> {
  const path = `/api/appointments/${encodeURIComponent(appointmentId)}/captions-only`;
  return ask(path, appointmentSchema, { method: 'POST' });
}

export async function listMyOffers(): Promise<MyOffer[]> {
  return (await ask('/api/interpreter-offers?limit=50', pageOf(myOfferSchema))).items;
}

export type OfferAnswer = 'seen' | 'accept' | 'decline' | 'withdraw';

export function answerOffer(id: string, answer: OfferAnswer): Promise<MyOffer> {
  const path = `/api/interpreter-offers/${encodeURIComponent(id)}/${answer}`;
  return ask(path, myOfferSchema, { method: 'POST' });
}
