import { admissionRequestSchema, admissionSchema, idSchema } from '@silkconsult/protocol';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { admit } from './commands.ts';

export function admissionRoutes(context: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'post',
        path: '/api/appointments/:id/admission',
        tag: 'Appointments',
        summary: 'A join token for the room of a consult',
        description:
          'From 15 minutes before the start until 4 hours after it (or the end, if that is later), for participants only.',
        params: z.object({ id: idSchema }),
        body: admissionRequestSchema,
        answer: { status: 200, schema: admissionSchema },
        refusals: [
          'appointment_cancelled',
          'appointment_not_booked',
          'not_a_participant',
          'too_early',
          'too_late',
        ],
      },
      async ({ params, body, viewer, response }) => {
        response.setHeader('cache-control', 'no-store');
        return admit(context, viewer, params.id, body);
      },
    ),
  ];
}
