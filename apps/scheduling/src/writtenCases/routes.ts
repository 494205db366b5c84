import {
  idSchema,
  newCaseMessageSchema,
  newCaseSchema,
  pageOf,
  pageQuerySchema,
  writtenCaseSchema,
} from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { z } from 'zod';
import { appointmentScope } from '../appointments/rules/access.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { cursorId, toPage } from '../http/pages.ts';
import { refuseIf } from '../http/refuse.ts';
import { openCaseByHand } from './byHand.ts';
import { writeCaseMessage } from './commands.ts';
import { refuseCases } from './rules.ts';
import { findCase, listCases } from './store.ts';
import { viewCase, viewCases } from './view.ts';

const tag = 'Written cases';
const params = z.object({ id: idSchema });

export function writtenCaseRoutes(context: Context): Endpoint[] {
  const { db, now } = context;
  return [
    forSession(
      {
        method: 'get',
        path: '/api/written-cases',
        tag,
        summary: 'Consults that failed and are dealt with in writing, the newest first',
        query: pageQuerySchema,
        answer: { status: 200, schema: pageOf(writtenCaseSchema) },
        refusals: ['forbidden'],
      },
      async ({ query, viewer }) => {
        refuseIf(refuseCases(viewer));
        const rows = await listCases(db, appointmentScope(viewer), {
          after: cursorId(query.cursor),
          limit: query.limit + 1,
        });
        const page = toPage(
          rows,
          query.limit,
          (row) => row.id,
          (row) => row,
        );
        await recordAudit(db, now(), viewer, 'list', 'written_case');
        return { ...page, items: await viewCases(db, page.items) };
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/written-cases/:id',
        tag,
        summary: 'One case with its dossier and what was written',
        params,
        answer: { status: 200, schema: writtenCaseSchema },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params: { id }, viewer }) => {
        refuseIf(refuseCases(viewer));
        const row = await findCase(db, appointmentScope(viewer), id);
        if (!row) throw new RefusedError('not_found');
        await recordAudit(db, now(), viewer, 'read', 'written_case', id);
        return viewCase(db, row);
      },
    ),
    forSession(
      {
        method: 'post',
        path: '/api/appointments/:id/written-case',
        tag,
        summary: 'Go on with a consult in writing',
        description:
          'For who treats in it and who coordinates it. Before its time the consult is cancelled, from then on it is a no-show; what is over stays as it is. Its people are free again and are told.',
        params,
        body: newCaseSchema,
        answer: { status: 201, schema: writtenCaseSchema },
        refusals: ['forbidden', 'not_found', 'status_transition_refused', 'version_conflict'],
      },
      async ({ params: { id }, body, viewer }) => openCaseByHand(context, viewer, id, body),
    ),
    forSession(
      {
        method: 'post',
        path: '/api/written-cases/:id/messages',
        tag,
        summary: 'Answer a case (its specialists) or add to it (its referrers)',
        description:
          'To book the consult again, book an appointment with `rebooks` set to the case.',
        params,
        body: newCaseMessageSchema,
        answer: { status: 201, schema: writtenCaseSchema },
        refusals: ['forbidden', 'not_found', 'version_conflict'],
      },
      async ({ params: { id }, body, viewer }) => writeCaseMessage(context, viewer, id, body),
    ),
  ];
}
