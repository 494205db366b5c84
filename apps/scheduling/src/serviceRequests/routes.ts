import {
  draftChangeSchema,
  draftSchema,
  idSchema,
  pageOf,
  requestActionSchema,
  serviceRequestQuerySchema,
  serviceRequestSchema,
} from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { z } from 'zod';
import { recordAudit, recordAuditOnce } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { cursorId, toPage } from '../http/pages.ts';
import { act, changeRequest, writeDraft } from './commands.ts';
import { requestScope } from './rules/access.ts';
import { findRequest, listRequests } from './store.ts';
import { viewRequest, viewRequests } from './view.ts';

const tag = 'Service requests';
const params = z.object({ id: idSchema });

export function serviceRequestRoutes(context: Context): Endpoint[] {
  const { db, now } = context;
  return [
    forSession(
      {
        method: 'post',
        path: '/api/service-requests',
        tag,
        summary: 'Begin a request: a draft that only its author sees',
        body: draftSchema,
        answer: { status: 201, schema: serviceRequestSchema },
        refusals: ['actor_unknown', 'forbidden'],
      },
      async ({ body, viewer }) => writeDraft(context, viewer, body),
    ),
    forSession(
      {
        method: 'get',
        path: '/api/service-requests',
        tag,
        summary: 'The requests that the viewer may see, the most pressing first',
        query: serviceRequestQuerySchema,
        answer: { status: 200, schema: pageOf(serviceRequestSchema) },
      },
      async ({ query: { show, cursor, limit }, viewer }) => {
        const filter = { show, after: cursorId(cursor), limit: limit + 1 };
        const rows = await listRequests(db, requestScope(viewer), filter);
        const page = toPage(
          rows,
          limit,
          (row) => row.id,
          (row) => row,
        );
        await recordAudit(db, now(), viewer, 'list', 'service_request');
        return { ...page, items: await viewRequests(db, page.items, viewer) };
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/service-requests/:id',
        tag,
        summary: 'One request, with its thread and whose move it is',
        params,
        answer: { status: 200, schema: serviceRequestSchema },
        refusals: ['not_found'],
      },
      async ({ params: { id }, viewer }) => {
        const row = await findRequest(db, requestScope(viewer), id);
        if (!row) throw new RefusedError('not_found');
        const own = row.stage === 'draft' && row.requester_id === viewer.personId;
        const record = own ? recordAuditOnce : recordAudit;
        await record(db, now(), viewer, 'read', 'service_request', id);
        return viewRequest(db, row, viewer);
      },
    ),
    forSession(
      {
        method: 'patch',
        path: '/api/service-requests/:id',
        tag,
        summary: 'Save what was typed into a draft; change a request that is not accepted yet',
        description:
          'Fields that are not sent stay as they are. Of a request that was sent, patient, specialty and hospital stay.',
        params,
        body: draftChangeSchema,
        answer: { status: 200, schema: serviceRequestSchema },
        refusals: [
          'actor_unknown',
          'forbidden',
          'not_found',
          'request_incomplete',
          'status_transition_refused',
          'version_conflict',
        ],
      },
      async ({ params: { id }, body, viewer }) => changeRequest(context, viewer, id, body),
    ),
    forSession(
      {
        method: 'post',
        path: '/api/service-requests/:id/actions',
        tag,
        summary: 'Send a request, triage it, answer, call it off',
        description:
          '`version` is the one that the action was decided on; `version_conflict` carries the newer one as `params.current`. A request that no agreement covers is refused with `agreement_required`, whose params say which agreement would be needed.',
        params,
        body: requestActionSchema,
        answer: { status: 200, schema: serviceRequestSchema },
        refusals: [
          'agreement_required',
          'forbidden',
          'not_found',
          'request_incomplete',
          'role_mismatch',
          'status_transition_refused',
          'version_conflict',
        ],
      },
      async ({ params: { id }, body, viewer }) => act(context, viewer, id, body),
    ),
  ];
}
