import { appointmentSearchSchema, searchResultSchema } from '@silkconsult/protocol';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { searchAppointments } from './commands.ts';

export function searchRoutes(context: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'post',
        path: '/api/appointment-searches',
        tag: 'Appointments',
        summary: 'Find times that everybody shares',
        description:
          'Specialists, referrer, patient, room and an interpreter for the languages, in at most 60 days. The options come best first; each can be sent to `POST /api/appointments` as it is. `explanations` say why there is none, or no good one.',
        body: appointmentSearchSchema,
        answer: { status: 200, schema: searchResultSchema },
        refusals: ['actor_unknown', 'end_before_start', 'forbidden', 'window_too_long'],
      },
      async ({ body, viewer }) => searchAppointments(context, viewer, body),
    ),
  ];
}
