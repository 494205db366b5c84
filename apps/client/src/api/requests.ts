import type {
  Agreement,
  AgreementChange,
  Draft,
  DraftChange,
  NewAgreement,
  NewPatient,
  Patient,
  RequestAction,
  ServiceRequest,
} from '@silkconsult/protocol';
import {
  agreementSchema,
  myPagesSchema,
  organizationSchema,
  pageOf,
  patientMatchesSchema,
  patientSchema,
  practitionerSchema,
  serviceRequestSchema,
} from '@silkconsult/protocol';
import type { z } from 'zod';
import { ask, authorised } from './http.ts';

const requestsSchema = pageOf(serviceRequestSchema);
const agreementsSchema = pageOf(agreementSchema);
const practitionersSchema = pageOf(practitionerSchema);
const organizationsSchema = pageOf(organizationSchema);

const path = (id: string, more = '') => `/api/service-requests/${encodeURIComponent(id)}${more}`;

/** Follows the pages of a list to the end. */
export async function all<Item>(
  address: string,
  schema: z.ZodType<{ items: Item[]; nextCursor?: string }>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(`${address}&limit=200${cursor ? `&cursor=${cursor}` : ''}`, schema);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

export function listOpenRequests(): Promise<ServiceRequest[]> {
  return all('/api/service-requests?show=open', requestsSchema);
}

/** The newest of those that are over. */
export async function listPastRequests(): Promise<ServiceRequest[]> {
  return (await ask('/api/service-requests?show=past&limit=50', requestsSchema)).items;
}

export function getRequest(id: string): Promise<ServiceRequest> {
  return ask(path(id), serviceRequestSchema);
}

export function beginRequest(draft: Draft): Promise<ServiceRequest> {
  return ask('/api/service-requests', serviceRequestSchema, { method: 'POST', body: draft });
}

export function saveDraft(id: string, change: DraftChange): Promise<ServiceRequest> {
  return ask(path(id), serviceRequestSchema, { method: 'PATCH', body: change });
}

/** The last words before a page is closed: sent without waiting for the answer. */
export function saveDraftOnLeaving(id: string, change: DraftChange): void {
  void authorised(path(id), { method: 'PATCH', body: change, keepalive: true }).catch(() => {});
}

export function actOnRequest(id: string, action: RequestAction): Promise<ServiceRequest> {
  return ask(path(id, '/actions'), serviceRequestSchema, { method: 'POST', body: action });
}

/** In the body, because no name may stand in an address. */
export async function searchPatients(text: string, signal?: AbortSignal): Promise<Patient[]> {
  const found = await ask('/api/patient-searches', patientMatchesSchema, {
    method: 'POST',
    body: { text },
    signal,
  });
  return found.items;
}

export function registerPatient(patient: NewPatient): Promise<Patient> {
  return ask('/api/patients', patientSchema, { method: 'POST', body: patient });
}

export async function listMyPages() {
  return (await ask('/api/pages', myPagesSchema)).items;
}

export function answerPage(id: string): Promise<ServiceRequest> {
  return ask(`/api/pages/${encodeURIComponent(id)}/answer`, serviceRequestSchema, {
    method: 'POST',
  });
}

export function listSpecialists() {
  return all('/api/practitioners?kind=specialist', practitionersSchema);
}

export function listReferrers(organization: string) {
  return all(`/api/practitioners?kind=referrer&organization=${organization}`, practitionersSchema);
}

export function listOrganizations(kind: 'urumqi' | 'partner') {
  return all(`/api/organizations?kind=${kind}`, organizationsSchema);
}

export function listAgreements(): Promise<Agreement[]> {
  return all('/api/agreements?', agreementsSchema);
}

export function makeAgreement(agreement: NewAgreement): Promise<Agreement> {
  return ask('/api/agreements', agreementSchema, { method: 'POST', body: agreement });
}

export function changeAgreement(id: string, change: AgreementChange): Promise<Agreement> {
  return ask(`/api/agreements/${encodeURIComponent(id)}`, agreementSchema, {
    method: 'PATCH',
    body: change,
  });
}
