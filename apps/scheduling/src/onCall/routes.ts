import {
  idSchema,
  newOnCallShiftSchema,
  onCallCoverListSchema,
  onCallCoverQuerySchema,
  onCallQuerySchema,
  onCallShiftChangeSchema,
  onCallShiftSchema,
  pageOf,
} from '@silkconsult/protocol';
import { z } from 'zod';
import { refuseWindow } from '../appointments/rules/times.ts';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { cursorId, toPage } from '../http/pages.ts';
import { refuseIf } from '../http/refuse.ts';
import { addShift, changeShift, removeShift } from './commands.ts';
import { readCover } from './cover.ts';
import { refuseReading } from './rules/access.ts';
import { listShifts } from './store.ts';
import { toShift } from './view.ts';

const tag = 'Pages and on-call';

export function onCallRoutes(context: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'get',
        path: '/api/on-call-shifts',
        tag,
        summary: 'Which specialists and interpreters are on call within a window',
        query: onCallQuerySchema,
        answer: { status: 200, schema: pageOf(onCallShiftSchema) },
        refusals: ['forbidden'],
      },
      async ({ query, viewer }) => {
        refuseIf(refuseReading(viewer, query.mine ?? false));
        const [from, to] = [new Date(query.from), new Date(query.to)];
        refuseIf(refuseWindow(from, to));
        const rows = await listShifts(context.db, {
          from,
          to,
          actorId: query.mine ? viewer.personId : undefined,
          after: cursorId(query.cursor),
          limit: query.limit + 1,
        });
        return toPage(rows, query.limit, (row) => row.id, toShift);
      },
    ),
    forSession(
      {
        method: 'post',
        path: '/api/on-call-shifts',
        tag,
        summary: 'Put a specialist or an interpreter on call',
        description: 'Nobody is on call twice at once: `actor_busy`.',
        body: newOnCallShiftSchema,
        answer: { status: 201, schema: onCallShiftSchema },
        refusals: [
          'actor_busy',
          'actor_unknown',
          'appointment_in_the_past',
          'appointment_too_long',
          'end_before_start',
          'forbidden',
        ],
      },
      async ({ body, viewer }) => addShift(context, viewer, body),
    ),
    forSession(
      {
        method: 'patch',
        path: '/api/on-call-shifts/:id',
        tag,
        summary: 'Change when somebody is on call',
        params: z.object({ id: idSchema }),
        body: onCallShiftChangeSchema,
        answer: { status: 200, schema: onCallShiftSchema },
        refusals: [
          'actor_busy',
          'appointment_in_the_past',
          'appointment_too_long',
          'end_before_start',
          'forbidden',
          'not_found',
          'version_conflict',
        ],
      },
      async ({ params: { id }, body, viewer }) => changeShift(context, viewer, id, body),
    ),
    forSession(
      {
        method: 'get',
        path: '/api/on-call-cover',
        tag,
        summary: 'When nobody is on call, and when more than one is',
        description:
          'For each specialty of each hospital in Urumqi, and for each pair of languages.',
        query: onCallCoverQuerySchema,
        answer: { status: 200, schema: onCallCoverListSchema },
        refusals: ['forbidden'],
      },
      async ({ query, viewer }) => {
        refuseIf(refuseReading(viewer, false));
        const [from, to] = [new Date(query.from), new Date(query.to)];
        refuseIf(refuseWindow(from, to));
        return { items: await readCover(context, from, to) };
      },
    ),
    forSession(
      {
        method: 'delete',
        path: '/api/on-call-shifts/:id',
        tag,
        summary: 'Take somebody off call',
        params: z.object({ id: idSchema }),
        answer: { status: 204 },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params: { id }, viewer }) => {
        await removeShift(context, viewer, id);
        return undefined;
      },
    ),
  ];
}
