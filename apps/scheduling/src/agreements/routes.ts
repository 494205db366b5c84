import {
  agreementChangeSchema,
  agreementSchema,
  idSchema,
  newAgreementSchema,
  pageOf,
  pageQuerySchema,
} from '@silkconsult/protocol';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { cursorId, toPage } from '../http/pages.ts';
import { changeAgreement, makeAgreement } from './commands.ts';
import { agreementScope } from './rules/access.ts';
import { listAgreements } from './store.ts';
import { viewAgreements } from './view.ts';

const tag = 'Agreements';

export function agreementRoutes(context: Context): Endpoint[] {
  const { db, now } = context;
  return [
    forSession(
      {
        method: 'get',
        path: '/api/agreements',
        tag,
        summary: 'The counterpart agreements that the viewer is a party to',
        query: pageQuerySchema,
        answer: { status: 200, schema: pageOf(agreementSchema) },
      },
      async ({ query: { limit, cursor }, viewer }) => {
        const rows = await listAgreements(db, agreementScope(viewer), {
          after: cursorId(cursor),
          limit: limit + 1,
        });
        const page = toPage(
          rows,
          limit,
          (row) => row.id,
          (row) => row,
        );
        return { ...page, items: await viewAgreements(db, page.items, now()) };
      },
    ),
    forSession(
      {
        method: 'post',
        path: '/api/agreements',
        tag,
        summary: 'Agree with a partner',
        description:
          'For the administrators of the hospital in Urumqi and the coordinators there. A partner may have several, one hospital may have many.',
        body: newAgreementSchema,
        answer: { status: 201, schema: agreementSchema },
        refusals: ['forbidden'],
      },
      async ({ body, viewer }) => makeAgreement(context, viewer, body),
    ),
    forSession(
      {
        method: 'patch',
        path: '/api/agreements/:id',
        tag,
        summary: 'Change the terms; end an agreement by its last day',
        params: z.object({ id: idSchema }),
        body: agreementChangeSchema,
        answer: { status: 200, schema: agreementSchema },
        refusals: ['forbidden', 'not_found', 'version_conflict'],
      },
      async ({ params: { id }, body, viewer }) => changeAgreement(context, viewer, id, body),
    ),
  ];
}
