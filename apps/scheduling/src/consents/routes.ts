import { consentSchema, idSchema, newConsentSchema } from '@silkconsult/protocol';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { recordConsent } from './commands.ts';

export function consentRoutes(context: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'post',
        path: '/api/appointments/:id/consents',
        tag: 'Day board',
        summary: 'Write down whether a patient consents to the consult',
        description:
          "By the consult's referrer, or a coordinator of the patient's hospital. Earlier words stay on record; the newest counts.",
        params: z.object({ id: idSchema }),
        body: newConsentSchema,
        answer: { status: 201, schema: consentSchema },
        refusals: ['actor_unknown', 'forbidden', 'not_found'],
      },
      async ({ params: { id }, body, viewer }) => recordConsent(context, viewer, id, body),
    ),
  ];
}
