import type {
  CapabilityStatement,
  CapabilityStatementRestResource,
  CapabilityStatementRestResourceInteraction,
} from '@medplum/fhirtypes';
import { ASSERTION_ALGORITHMS } from '../machineClients/assertion.ts';
import type { FhirType } from './type.ts';
import { TYPES } from './types/all.ts';

/** The day on which what is described here last changed. */
const DATE = '2026-12-01';

function describe(type: FhirType): CapabilityStatementRestResource {
  const interaction: CapabilityStatementRestResourceInteraction[] = [
    { code: 'read' },
    { code: 'search-type' },
    ...(type.create ? [{ code: 'create' as const }] : []),
    ...(type.update ? [{ code: 'update' as const }] : []),
  ];
  return {
    type: type.type,
    interaction,
    versioning: type.update ? 'versioned-update' : 'no-version',
    conditionalRead: type.update
      ? 'full-support'
      : type.sorts.includes('_lastUpdated')
        ? 'modified-since'
        : 'not-supported',
    conditionalCreate: type.create ? true : undefined,
    documentation: `_sort takes one of ${type.sorts.join(', ')}, with - before it for the other way round.`,
    searchInclude: Object.keys(type.includes).map((name) => `${type.type}:${name}`),
    searchParam: Object.entries(type.parameters).map(([name, { type: kind, ...parameter }]) => ({
      name,
      type: kind,
      documentation: parameter.personal
        ? `${parameter.documentation} By POST to _search only: an address ends up in logs.`
        : parameter.documentation,
    })),
  };
}

/** What this server does, made from what it does. */
export function capabilityStatement(base: string, tokenUrl: string): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: DATE,
    kind: 'instance',
    software: { name: 'SilkConsult' },
    implementation: { description: 'The scheduling of a network of hospitals', url: base },
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [
      {
        mode: 'server',
        documentation:
          'Programs of hospitals see what their hospital takes part in. Unknown search parameters are refused, or passed over and named after Prefer: handling=lenient. _count (at most 200), _total, _summary=count, _sort and _include shape the answer. An update needs If-Match. Searches by name go by POST to [type]/_search.',
        security: {
          cors: false,
          service: [
            {
              coding: [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
                  code: 'SMART-on-FHIR',
                },
              ],
            },
          ],
          description: 'OAuth 2 client credentials with private_key_jwt (SMART Backend Services).',
          extension: [
            {
              url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
              extension: [{ url: 'token', valueUri: tokenUrl }],
            },
          ],
        },
        resource: TYPES.map((type) => {
          const { searchInclude, ...rest } = describe(type);
          return searchInclude?.length ? { ...rest, searchInclude } : rest;
        }),
      },
    ],
  };
}

/** How a program finds the token endpoint (SMART App Launch 2, the part for backend services). */
export function smartConfiguration(tokenUrl: string) {
  return {
    token_endpoint: tokenUrl,
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
    grant_types_supported: ['client_credentials'],
    scopes_supported: TYPES.map(
      ({ type, create, update }) => `system/${type}.${create ? 'c' : ''}r${update ? 'u' : ''}s`,
    ),
    capabilities: ['client-confidential-asymmetric', 'permission-v2'],
  };
}
