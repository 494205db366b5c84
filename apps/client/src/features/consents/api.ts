import type { ConsultSpeaker, NewSpeakerConsent } from '@silkconsult/protocol';
import { consultSpeakersSchema } from '@silkconsult/protocol';
import { ask, tell } from '../../api/http.ts';

const pathOf = (id: string) => `/api/appointments/${encodeURIComponent(id)}/speaker-consents`;

/** Who speaks in a consult, and what they said yes and no to. */
export async function getSpeakers(id: string): Promise<ConsultSpeaker[]> {
  return (await ask(pathOf(id), consultSpeakersSchema)).speakers;
}

export function recordSpeakerConsent(id: string, consent: NewSpeakerConsent): Promise<void> {
  return tell(pathOf(id), { method: 'POST', body: consent });
}
