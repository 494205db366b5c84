import {
  admissionSchema,
  idSchema,
  measurementSchema,
  rehearsalSchema,
} from '@silkconsult/protocol';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { admitToRehearsal, recordRehearsal } from './commands.ts';

const tag = 'Day board';
const params = z.object({ id: idSchema });
const refusals = ['appointment_cancelled', 'forbidden', 'not_found', 'too_late'] as const;

export function rehearsalRoutes(context: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'post',
        path: '/api/appointments/:id/rehearsals/admission',
        tag,
        summary: 'A join token for a private room in which the own sound and picture come back',
        description: 'For staff who see the consult, until it is over.',
        params,
        answer: { status: 200, schema: admissionSchema },
        refusals,
      },
      async ({ params: { id }, viewer, response }) => {
        response.setHeader('cache-control', 'no-store');
        return admitToRehearsal(context, viewer, id);
      },
    ),
    forSession(
      {
        method: 'post',
        path: '/api/appointments/:id/rehearsals',
        tag,
        summary: 'What a link rehearsal measured; answers the verdict',
        params,
        body: measurementSchema,
        answer: { status: 201, schema: rehearsalSchema },
        refusals,
      },
      async ({ params: { id }, body, viewer }) => recordRehearsal(context, viewer, id, body),
    ),
  ];
}
