import type { ResponseMinutes, Urgency } from '@silkconsult/protocol';
import type { Reason } from '../../rules/reason.ts';

const MINUTE = 60_000;

interface Written {
  patientId: string | null;
  specialty: string | null;
  question: string;
  patientLanguage: string | null;
  doctorLanguage: string | null;
  contact: string;
}

/**
 * Why a draft cannot be sent yet: what is missing, in the order of the form. A summary and preferred
 * times help but are not demanded: a stat request is sent with one sentence.
 */
export function refuseIncomplete(draft: Written): Reason | undefined {
  const needed = [
    'patientId',
    'specialty',
    'question',
    'patientLanguage',
    'doctorLanguage',
    'contact',
  ] as const;
  const missing = needed.filter((field) => !draft[field]?.trim());
  if (missing.length === 0) return undefined;
  return {
    code: 'request_incomplete',
    params: { missing },
    issues: missing.map((path) => ({ path, message: 'required' })),
  };
}

/** Until when whoever has the request acts on it, counted from the moment they got it. */
export function respondBy(since: Date, minutes: ResponseMinutes, urgency: Urgency): Date {
  return new Date(since.getTime() + minutes[urgency] * MINUTE);
}
