import {
  interpreterQuerySchema,
  interpreterSchema,
  organizationQuerySchema,
  organizationSchema,
  pageOf,
  patientQuerySchema,
  patientSchema,
  practitionerQuerySchema,
  practitionerSchema,
} from '@silkconsult/protocol';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { cursorId, toPage } from '../http/pages.ts';
import { interpreterScope, patientScope, professionalScope } from './rules.ts';
import { listOrganizations, listPeople } from './store.ts';
import { toInterpreter, toOrganization, toPatient, toPractitioner } from './view.ts';

const tag = 'Directory';
const idOf = (row: { id: string }) => row.id;

export function directoryRoutes({ db, now }: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'get',
        path: '/api/organizations',
        tag,
        summary: 'The hospitals of the network',
        query: organizationQuerySchema,
        answer: { status: 200, schema: pageOf(organizationSchema) },
      },
      async ({ query: { limit, cursor, ...filter }, viewer }) => {
        const page = { after: cursorId(cursor), limit: limit + 1 };
        const rows = await listOrganizations(db, professionalScope(viewer), { ...page, ...filter });
        return toPage(rows, limit, idOf, toOrganization);
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/practitioners',
        tag,
        summary: 'Specialists and referrers',
        query: practitionerQuerySchema,
        answer: { status: 200, schema: pageOf(practitionerSchema) },
      },
      async ({ query: { limit, cursor, ...filter }, viewer }) => {
        const page = { role: 'practitioner' as const, after: cursorId(cursor), limit: limit + 1 };
        const rows = await listPeople(db, professionalScope(viewer), { ...page, ...filter });
        return toPage(rows, limit, idOf, toPractitioner);
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/interpreters',
        tag,
        summary: 'Interpreters',
        description: '`from` and `to` find those of that pair, in either direction.',
        query: interpreterQuerySchema,
        answer: { status: 200, schema: pageOf(interpreterSchema) },
      },
      async ({ query: { limit, cursor, from, to }, viewer }) => {
        const between = [from, to].filter((language) => language !== undefined);
        const rows = await listPeople(db, interpreterScope(viewer), {
          role: 'interpreter',
          between: between.length > 0 ? between : undefined,
          after: cursorId(cursor),
          limit: limit + 1,
        });
        return toPage(rows, limit, idOf, toInterpreter);
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/patients',
        tag,
        summary: 'The patients whom the viewer cares for or arranges care for',
        query: patientQuerySchema,
        answer: { status: 200, schema: pageOf(patientSchema) },
      },
      async ({ query: { limit, cursor, ...filter }, viewer }) => {
        await recordAudit(db, now(), viewer, 'list', 'patient');
        const page = { role: 'patient' as const, after: cursorId(cursor), limit: limit + 1 };
        const rows = await listPeople(db, patientScope(viewer), { ...page, ...filter });
        return toPage(rows, limit, idOf, toPatient);
      },
    ),
  ];
}
