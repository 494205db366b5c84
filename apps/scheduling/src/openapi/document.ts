import type { ErrorCode } from '@silkconsult/protocol';
import {
  admissionSchema,
  agreementSchema,
  appointmentSchema,
  availabilitySchema,
  ERRORS,
  encounterSchema,
  freeBusySchema,
  interpreterOfferSchema,
  interpreterSchema,
  invitationSchema,
  liveEventSchema,
  meSchema,
  organizationSchema,
  participantSchema,
  patientSchema,
  practitionerSchema,
  problemSchema,
  SIGNATURE_HEADER,
  serviceRequestSchema,
  sessionSchema,
} from '@silkconsult/protocol';
import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { createDocument } from 'zod-openapi';
import type { Access, Endpoint } from '../http/endpoint.ts';

/** What a request can be refused with by its guard alone. */
const REFUSED_BY_GUARD: Record<Access, readonly ErrorCode[]> = {
  anyone: [],
  session: [
    'unauthenticated',
    'session_expired',
    'token_expired',
    'token_invalid',
    'token_wrong_audience',
  ],
  service: ['signature_invalid'],
};

const SECURITY: Record<Access, Record<string, string[]>[]> = {
  anyone: [],
  session: [{ accessToken: [] }],
  service: [{ serviceSignature: [] }],
};

function refusals({ spec, access }: Endpoint): Map<number, ErrorCode[]> {
  const parsed = spec.body || spec.query || spec.params;
  const codes = new Set<ErrorCode>([
    ...(parsed ? (['invalid_request'] as const) : []),
    ...REFUSED_BY_GUARD[access],
    ...(spec.refusals ?? []),
  ]);
  return Map.groupBy(codes, (code) => ERRORS[code]);
}

function requestBody({ body, upload }: Endpoint['spec']) {
  if (upload) return { required: true, content: { [upload]: { schema: z.string() } } };
  return body && { required: true, content: { 'application/json': { schema: body } } };
}

function operation(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { spec, access } = endpoint;
  const { status, schema, contentType = 'application/json' } = spec.answer;
  const problems = [...refusals(endpoint)].map(([code, reasons]) => [
    String(code),
    {
      description: reasons.toSorted().join(', '),
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  ]);
  return {
    tags: [spec.tag],
    summary: spec.summary,
    description: spec.description,
    security: SECURITY[access],
    requestParams: {
      ...(spec.params ? { path: spec.params } : {}),
      ...(spec.query ? { query: spec.query } : {}),
    } as ZodOpenApiOperationObject['requestParams'],
    requestBody: requestBody(spec),
    responses: {
      [String(status)]: {
        description: 'As asked for.',
        ...(schema ? { content: { [contentType]: { schema } } } : {}),
      },
      ...Object.fromEntries(problems),
    },
  };
}

/** Express's `/a/:id` → OpenAPI's `/a/{id}`. */
const templated = (path: string) => path.replaceAll(/:(\w+)/g, '{$1}');

/** OpenAPI 3.1, from the schemas that validate the requests. */
export function describeApi(endpoints: readonly Endpoint[], publicUrl: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of endpoints) {
    const path = templated(endpoint.spec.path);
    paths[path] = { ...paths[path], [endpoint.spec.method]: operation(endpoint) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'SilkConsult scheduling API',
      version: '0.1.0',
      description:
        'Who may meet whom, when. Errors are RFC 9457 problem documents with a code of ours and the i18n key of its sentence.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: {
        Admission: admissionSchema,
        Agreement: agreementSchema,
        Appointment: appointmentSchema,
        Availability: availabilitySchema,
        Encounter: encounterSchema,
        FreeBusy: freeBusySchema,
        Interpreter: interpreterSchema,
        InterpreterOffer: interpreterOfferSchema,
        Invitation: invitationSchema,
        LiveEvent: liveEventSchema,
        Me: meSchema,
        Organization: organizationSchema,
        Participant: participantSchema,
        Patient: patientSchema,
        Practitioner: practitionerSchema,
        Problem: problemSchema,
        ServiceRequest: serviceRequestSchema,
        Session: sessionSchema,
      },
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        serviceSignature: { type: 'apiKey', in: 'header', name: SIGNATURE_HEADER },
      },
    },
  });
}
