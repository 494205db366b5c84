import {
  consultSpeakersSchema,
  idSchema,
  newSpeakerConsentSchema,
  SIGNATURE_HEADER,
  speakerConsentsQuerySchema,
  speakerConsentsSchema,
} from '@silkconsult/protocol';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Endpoint, forService, forSession } from '../http/endpoint.ts';
import { readSpeakers, recordSpeakerConsent, tellConsents } from './commands.ts';

const tag = 'Transcripts';
const params = z.object({ id: idSchema });

export function speakerConsentRoutes(context: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'get',
        path: '/api/appointments/:id/speaker-consents',
        tag,
        summary: 'Who speaks in a consult, and what they said yes and no to',
        description: 'For everybody who sees the consult. What stands nowhere is a no.',
        params,
        answer: { status: 200, schema: consultSpeakersSchema },
        refusals: ['not_found'],
      },
      async ({ params: { id }, viewer }) => readSpeakers(context, viewer, id),
    ),
    forSession(
      {
        method: 'post',
        path: '/api/appointments/:id/speaker-consents',
        tag,
        summary: 'Write down what a speaker says yes or no to',
        description:
          "`transcript`: to be kept; `outsideEngines`: that engines outside the hospital have what they say, for captions. Everybody for themselves; for a patient also the consult's referrer or a coordinator of the patient's hospital. `withdrawn`, for the transcript alone, deletes all lines of the speaker for good and cannot be undone.",
        params,
        body: newSpeakerConsentSchema,
        answer: { status: 204 },
        refusals: ['actor_unknown', 'forbidden', 'not_found', 'transcript_withdrawn'],
      },
      async ({ params: { id }, body, viewer }) => {
        await recordSpeakerConsent(context, viewer, id, body);
        return undefined;
      },
    ),
    forService(
      {
        method: 'post',
        path: '/api/speaker-consents',
        tag: 'Services',
        summary: 'What the speakers of a room said yes and no to',
        description: `For signalling; signed by the header \`${SIGNATURE_HEADER}\`.`,
        body: speakerConsentsQuerySchema,
        answer: { status: 200, schema: speakerConsentsSchema },
        refusals: ['signature_invalid', 'malformed_message'],
      },
      async ({ body }) => tellConsents(context, body.roomId),
    ),
  ];
}
