import {
  createdInvitationSchema,
  idSchema,
  invitationSchema,
  newInvitationSchema,
  openedInvitationSchema,
  openInvitationSchema,
} from '@silkconsult/protocol';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Endpoint, forAnyone, forSession } from '../http/endpoint.ts';
import { invite, openInvitation, readInvitations, revoke } from './commands.ts';

const tag = 'Invitations';
const params = z.object({ id: idSchema });

export function invitationRoutes(context: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'post',
        path: '/api/appointments/:id/invitations',
        tag,
        summary: 'Make a link for a patient of the consult',
        description: 'The link is in this answer only.',
        params,
        body: newInvitationSchema,
        answer: { status: 201, schema: createdInvitationSchema },
        refusals: [
          'appointment_cancelled',
          'forbidden',
          'not_a_participant',
          'not_found',
          'role_mismatch',
          'too_late',
        ],
      },
      async ({ params: { id }, body, viewer, response }) => {
        response.setHeader('cache-control', 'no-store');
        return invite(context, viewer, id, body.actor);
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/appointments/:id/invitations',
        tag,
        summary: 'The links of a consult, without their secrets',
        params,
        answer: { status: 200, schema: z.object({ items: z.array(invitationSchema) }) },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params: { id }, viewer }) => ({ items: await readInvitations(context, viewer, id) }),
    ),
    forSession(
      {
        method: 'delete',
        path: '/api/appointments/:id/invitations/:invitationId',
        tag,
        summary: 'Revoke a link and end the sessions that it opened',
        params: params.extend({ invitationId: idSchema }),
        answer: { status: 204 },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params: { id, invitationId }, viewer }) => {
        await revoke(context, viewer, id, invitationId);
        return undefined;
      },
    ),
    forAnyone(
      {
        method: 'post',
        path: '/api/invitations/open',
        tag,
        summary: "Open a patient's session with the secret of a link",
        description:
          'The session is good for this one consult. It has no refresh cookie: when the access token expires, open the link again.',
        body: openInvitationSchema,
        answer: { status: 200, schema: openedInvitationSchema },
        refusals: [
          'invitation_expired',
          'invitation_invalid',
          'invitation_revoked',
          'too_many_requests',
        ],
      },
      async ({ body, request, response }) => {
        await context.limits.openInvitation(request.ip ?? '');
        response.setHeader('cache-control', 'no-store');
        return openInvitation(context, body.token);
      },
    ),
  ];
}
