import type { NewAgreement, ServiceRequest } from '@silkconsult/protocol';
import { agreementSchema, serviceRequestSchema } from '@silkconsult/protocol';
import type { Answer, TestServer } from './server.ts';
import type { World } from './world.ts';

/** An agreement of Osh with Urumqi, valid all year, unless said otherwise. */
export function agreementOf(world: World, change: Partial<NewAgreement> = {}): NewAgreement {
  return {
    partnerId: world.organizations.osh,
    performerId: world.organizations.urumqi,
    specialties: ['cardiology'],
    askers: { functions: ['referrer', 'coordinator'], people: [] },
    responseMinutes: { routine: 2880, urgent: 480, asap: 120, stat: 15 },
    validFrom: '2026-01-01',
    validTo: '2026-12-31',
    credentials: [],
    ...change,
  };
}

export async function agree(server: TestServer, world: World, change: Partial<NewAgreement> = {}) {
  const body = agreementOf(world, change);
  const answer = await server.send('POST', '/api/agreements', { as: world.coordinator, body });
  return agreementSchema.parse(answer.body);
}

/** The request that an answer carries. */
export function requestOf(answer: Answer): ServiceRequest {
  if (answer.status >= 300) throw new Error(`refused: ${JSON.stringify(answer.body)}`);
  return serviceRequestSchema.parse(answer.body);
}

/** A complete draft of Osh's referrer, unless said otherwise. */
export function draftOf(world: World, change: Record<string, unknown> = {}) {
  return {
    patientId: world.osh.patient,
    specialty: 'cardiology',
    urgency: 'routine',
    question: 'Is an operation needed?',
    summary: 'Chest pain on exertion for a month.',
    patientLanguage: 'ky',
    doctorLanguage: 'ru',
    preferredWindows: [{ start: '2026-11-24T04:00:00Z', end: '2026-11-24T08:00:00Z' }],
    contact: '+996 555 010101',
    ...change,
  };
}

export async function writeDraft(
  server: TestServer,
  world: World,
  change: Record<string, unknown> = {},
  as = world.osh.referrer,
) {
  const body = draftOf(world, change);
  return requestOf(await server.send('POST', '/api/service-requests', { as, body }));
}

/** Does something with a request as it is known; the answer may be a refusal. */
export function act(
  server: TestServer,
  request: Pick<ServiceRequest, 'id' | 'version'>,
  as: string,
  action: Record<string, unknown> & { action: string },
): Promise<Answer> {
  return server.send('POST', `/api/service-requests/${request.id}/actions`, {
    as,
    body: { version: request.version, ...action },
  });
}

/** A request that was sent. */
export async function sendRequest(
  server: TestServer,
  world: World,
  change: Record<string, unknown> = {},
): Promise<ServiceRequest> {
  const draft = await writeDraft(server, world, change);
  return requestOf(await act(server, draft, world.osh.referrer, { action: 'submit' }));
}
