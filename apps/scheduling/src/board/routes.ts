import { boardQuerySchema, boardRowSchema, boardSchema, idSchema } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { z } from 'zod';
import { appointmentScope } from '../appointments/rules/access.ts';
import { findAppointment, listAppointments } from '../appointments/store.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { refuseIf } from '../http/refuse.ts';
import { refuseBoard, refuseBoardWindow, refuseReadiness } from './rules/access.ts';
import { viewBoard } from './view.ts';

const tag = 'Day board';

export function boardRoutes({ db, now }: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'get',
        path: '/api/board',
        tag,
        summary: 'The consults of a window with what is missing, who has come and who waits',
        description:
          'For coordinators and administrators: those in Urumqi see the whole network, others what their hospital takes part in. At most seven days. `GET /api/events` tells when a row has changed.',
        query: boardQuerySchema,
        answer: { status: 200, schema: boardSchema },
        refusals: ['forbidden'],
      },
      async ({ query, viewer }) => {
        refuseIf(refuseBoard(viewer));
        const [from, to] = [new Date(query.from), new Date(query.to)];
        refuseIf(refuseBoardWindow(from, to));
        const rows = await listAppointments(db, appointmentScope(viewer), { from, to });
        await recordAudit(db, now(), viewer, 'read', 'board');
        return { items: await viewBoard(db, rows) };
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/appointments/:id/readiness',
        tag,
        summary: "One consult's row of the board, for the staff who take part in it",
        params: z.object({ id: idSchema }),
        answer: { status: 200, schema: boardRowSchema },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params: { id }, viewer }) => {
        refuseIf(refuseReadiness(viewer));
        const found = await findAppointment(db, appointmentScope(viewer), id);
        if (!found) throw new RefusedError('not_found');
        await recordAudit(db, now(), viewer, 'read', 'appointment', id);
        const [row] = await viewBoard(db, [found]);
        return row;
      },
    ),
  ];
}
