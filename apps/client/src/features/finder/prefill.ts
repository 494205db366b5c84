import type { Language, ServiceRequest, Specialty, WrittenCase } from '@silkconsult/protocol';

/** What is known before the search, from a request or from a consult that failed. */
export interface Prefill {
  hospital: string;
  patient: string;
  referrer: string;
  specialty?: Specialty;
  /** They come together, unless somebody else is chosen. */
  specialists: readonly string[];
  interpreter?: string;
  spoken: Language | '';
  length: number;
  urgency: ServiceRequest['urgency'];
  /** When it would suit those who asked. */
  preferred: ServiceRequest['preferredWindows'];
  waitingSince?: string;
  /** What the booking is about. */
  reason: string;
  serviceRequestId?: string;
  rebooks?: string;
}

const NOTHING: Prefill = {
  hospital: '',
  patient: '',
  referrer: '',
  specialists: [],
  spoken: '',
  length: 30,
  urgency: 'routine',
  preferred: [],
  reason: '',
};

function ofRequest(request: ServiceRequest): Prefill {
  return {
    ...NOTHING,
    hospital: request.requestingOrganization.id,
    patient: request.patientId ?? '',
    referrer: request.requester.id,
    specialty: request.specialty ?? undefined,
    specialists: request.specialists.map(({ id }) => id),
    spoken: request.patientLanguage ?? '',
    urgency: request.urgency,
    preferred: request.preferredWindows,
    waitingSince: request.authoredAt,
    reason: request.question,
    serviceRequestId: request.id,
  };
}

/** The same people, as long as before. */
function ofCase(one: WrittenCase): Prefill {
  const playing = (role: string) => one.participants.filter((person) => person.role === role);
  const [patient] = playing('patient');
  const [referrer] = playing('referrer');
  return {
    ...NOTHING,
    hospital: (patient ?? referrer)?.organizationId ?? '',
    patient: patient?.actor ?? '',
    referrer: referrer?.actor ?? '',
    specialty: one.specialty,
    specialists: playing('specialist').map(({ actor }) => actor),
    interpreter: playing('interpreter')[0]?.actor,
    spoken: (patient ?? referrer)?.languages[0] ?? '',
    length: Math.round((Date.parse(one.end) - Date.parse(one.start)) / 60_000),
    reason: one.question,
    serviceRequestId: one.serviceRequestId,
    rebooks: one.id,
  };
}

export function prefillOf(request?: ServiceRequest, one?: WrittenCase): Prefill {
  if (request) return ofRequest(request);
  return one ? ofCase(one) : NOTHING;
}
