import {
  appointmentSchema,
  idSchema,
  interpreterOfferSchema,
  myOfferSchema,
  newCallSchema,
  newOfferSchema,
  pageOf,
  pageQuerySchema,
} from '@silkconsult/protocol';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { cursorId, toPage } from '../http/pages.ts';
import { acceptOffer, declineOffer, markOfferSeen, withdrawFromOffer } from './answers.ts';
import { goOnWithCaptions } from './captions.ts';
import { readOffer, seekInterpreter, stopSeeking } from './search.ts';
import { listOwnOffers } from './store.ts';
import { viewOwnOffers } from './view.ts';

const tag = 'Interpreter offers';
const params = z.object({ id: idSchema });

function seekingRoutes(context: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'post',
        path: '/api/appointments/:id/interpreter-offers',
        tag,
        summary: 'Offer the consult to all interpreters who fit',
        description:
          'Circle after circle: the hospitals that take part, everybody of the pair, a relay through Russian. The first to accept has it. When one is looked for already, that search is the answer.',
        params,
        body: newOfferSchema,
        answer: { status: 201, schema: interpreterOfferSchema },
        refusals: [
          'appointment_cancelled',
          'forbidden',
          'interpreter_booked',
          'languages_needed',
          'not_found',
          'offer_closed',
        ],
      },
      async ({ params: { id }, body, viewer }) =>
        seekInterpreter(context, viewer, id, 'planned', body),
    ),
    forSession(
      {
        method: 'post',
        path: '/api/appointments/:id/interpreter-calls',
        tag,
        summary: 'Call an interpreter into the running room',
        description:
          'Rings those on call for the pair, 20 seconds later everybody of the pair who is free, then a relay through Russian. Who accepts becomes a participant and can ask for admission at once.',
        params,
        body: newCallSchema,
        answer: { status: 201, schema: interpreterOfferSchema },
        refusals: [
          'appointment_cancelled',
          'appointment_not_booked',
          'forbidden',
          'languages_needed',
          'not_found',
          'too_early',
          'too_late',
        ],
      },
      async ({ params: { id }, body, viewer }) =>
        seekInterpreter(context, viewer, id, 'call', body),
    ),
    forSession(
      {
        method: 'get',
        path: '/api/appointments/:id/interpreter-offers',
        tag,
        summary: "How the search for the consult's interpreter stands",
        description: 'The latest search; no item when there was none.',
        params,
        answer: { status: 200, schema: pageOf(interpreterOfferSchema) },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params: { id }, viewer }) => ({ items: await readOffer(context, viewer, id) }),
    ),
    forSession(
      {
        method: 'delete',
        path: '/api/appointments/:id/interpreter-offers',
        tag,
        summary: 'Stop looking for an interpreter',
        params,
        answer: { status: 204 },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params: { id }, viewer }) => {
        await stopSeeking(context, viewer, id);
        return undefined;
      },
    ),
    forSession(
      {
        method: 'post',
        path: '/api/appointments/:id/captions-only',
        tag,
        summary: 'Go on without an interpreter, with captions alone',
        description:
          'One of the specialists agrees by it; from anybody else it is a proposal, of which the specialists are told.',
        params,
        answer: { status: 200, schema: appointmentSchema },
        refusals: ['forbidden', 'interpreter_booked', 'not_found', 'offer_closed'],
      },
      async ({ params: { id }, viewer }) => goOnWithCaptions(context, viewer, id),
    ),
  ];
}

function answerRoutes(context: Context): Endpoint[] {
  const answer = { status: 200, schema: myOfferSchema } as const;
  return [
    forSession(
      {
        method: 'get',
        path: '/api/interpreter-offers',
        tag,
        summary: 'What was offered to the viewer, newest first',
        query: pageQuerySchema,
        answer: { status: 200, schema: pageOf(myOfferSchema) },
      },
      async ({ query, viewer }) => {
        const rows = await listOwnOffers(context.db, viewer.personId, {
          after: cursorId(query.cursor),
          limit: query.limit + 1,
        });
        const page = toPage(
          rows,
          query.limit,
          (row) => row.id,
          (row) => row,
        );
        return { ...page, items: await viewOwnOffers(context.db, page.items) };
      },
    ),
    forSession(
      {
        method: 'post',
        path: '/api/interpreter-offers/:id/seen',
        tag,
        summary: 'Say that the offer is on the screen',
        params,
        answer,
        refusals: ['not_found'],
      },
      async ({ params: { id }, viewer }) => markOfferSeen(context, viewer, id),
    ),
    forSession(
      {
        method: 'post',
        path: '/api/interpreter-offers/:id/accept',
        tag,
        summary: 'Take the consult',
        description: 'Exactly one interpreter gets it; accepting twice changes nothing.',
        params,
        answer,
        refusals: [
          'actor_busy',
          'appointment_cancelled',
          'not_found',
          'offer_closed',
          'offer_taken',
          'too_late',
        ],
      },
      async ({ params: { id }, viewer }) => acceptOffer(context, viewer, id),
    ),
    forSession(
      {
        method: 'post',
        path: '/api/interpreter-offers/:id/decline',
        tag,
        summary: 'Say no',
        params,
        answer,
        refusals: ['not_found', 'status_transition_refused'],
      },
      async ({ params: { id }, viewer }) => declineOffer(context, viewer, id),
    ),
    forSession(
      {
        method: 'post',
        path: '/api/interpreter-offers/:id/withdraw',
        tag,
        summary: 'Give a consult back after accepting it',
        description: 'The time is free again, and the offer goes out anew to everybody else.',
        params,
        answer,
        refusals: [
          'appointment_cancelled',
          'not_found',
          'offer_closed',
          'status_transition_refused',
          'too_late',
        ],
      },
      async ({ params: { id }, viewer }) => withdrawFromOffer(context, viewer, id),
    ),
  ];
}

export function offerRoutes(context: Context): Endpoint[] {
  return [...seekingRoutes(context), ...answerRoutes(context)];
}
