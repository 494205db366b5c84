import { idSchema, myPagesSchema, serviceRequestSchema } from '@silkconsult/protocol';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { answerPage, myPages } from './commands.ts';

const tag = 'Pages and on-call';

export function pagingRoutes(context: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'get',
        path: '/api/pages',
        tag,
        summary: 'What rings for the viewer: stat requests that nobody has answered yet',
        answer: { status: 200, schema: myPagesSchema },
      },
      async ({ viewer }) => ({ items: await myPages(context, viewer) }),
    ),
    forSession(
      {
        method: 'post',
        path: '/api/pages/:id/answer',
        tag,
        summary: 'Take the request; it stops ringing for everybody',
        params: z.object({ id: idSchema }),
        answer: { status: 200, schema: serviceRequestSchema },
        refusals: ['not_found', 'status_transition_refused'],
      },
      async ({ params: { id }, viewer }) => answerPage(context, viewer, id),
    ),
  ];
}
