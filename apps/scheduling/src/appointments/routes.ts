import {
  appointmentChangeSchema,
  appointmentQuerySchema,
  appointmentSchema,
  idSchema,
  newAppointmentSchema,
  pageOf,
} from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { z } from 'zod';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { cursorId, toPage } from '../http/pages.ts';
import { refuseIf } from '../http/refuse.ts';
import { changeAppointment, releaseInterpreter } from './commands.ts';
import { bookOnce } from './once.ts';
import { appointmentScope } from './rules/access.ts';
import { refuseWindow } from './rules/times.ts';
import { findAppointment, listAppointments } from './store.ts';
import { viewAppointment, viewAppointments } from './view.ts';

const tag = 'Appointments';
const params = z.object({ id: idSchema });

export function appointmentRoutes(context: Context): Endpoint[] {
  const { db, now } = context;
  return [
    forSession(
      {
        method: 'post',
        path: '/api/appointments',
        tag,
        summary: 'Book a consult',
        description:
          "Holds every actor's time at once. `actor_busy` says in its params who is held, and when.",
        body: newAppointmentSchema,
        answer: { status: 201, schema: appointmentSchema },
        refusals: [
          'actor_busy',
          'actor_unknown',
          'appointment_in_the_past',
          'appointment_too_long',
          'end_before_start',
          'forbidden',
          'outside_availability',
          'participants_incomplete',
          'role_mismatch',
        ],
      },
      async ({ body, viewer }) => bookOnce(context, viewer, body),
    ),
    forSession(
      {
        method: 'get',
        path: '/api/appointments',
        tag,
        summary: 'The consults that begin within a window, as far as the viewer may see them',
        query: appointmentQuerySchema,
        answer: { status: 200, schema: pageOf(appointmentSchema) },
      },
      async ({ query, viewer }) => {
        const [from, to] = [new Date(query.from), new Date(query.to)];
        refuseIf(refuseWindow(from, to));
        const rows = await listAppointments(db, appointmentScope(viewer), {
          from,
          to,
          status: query.status,
          after: cursorId(query.cursor),
          limit: query.limit + 1,
        });
        const page = toPage(
          rows,
          query.limit,
          (row) => row.id,
          (row) => row,
        );
        return { ...page, items: await viewAppointments(db, page.items) };
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/appointments/:id',
        tag,
        summary: 'One consult, with who was in its room',
        params,
        answer: { status: 200, schema: appointmentSchema },
        refusals: ['not_found'],
      },
      async ({ params: { id }, viewer }) => {
        const row = await findAppointment(db, appointmentScope(viewer), id);
        if (!row) throw new RefusedError('not_found');
        await recordAudit(db, now(), viewer, 'read', 'appointment', id);
        return viewAppointment(db, row);
      },
    ),
    forSession(
      {
        method: 'patch',
        path: '/api/appointments/:id',
        tag,
        summary: 'Reschedule, cancel or move a consult along',
        description:
          '`version` is the one that the change was made on. When there is a newer one, `version_conflict` carries it as `params.current`.',
        params,
        body: appointmentChangeSchema,
        answer: { status: 200, schema: appointmentSchema },
        refusals: [
          'actor_busy',
          'appointment_in_the_past',
          'appointment_too_long',
          'end_before_start',
          'forbidden',
          'not_found',
          'outside_availability',
          'status_transition_refused',
          'too_early',
          'version_conflict',
        ],
      },
      async ({ params: { id }, body, viewer }) => changeAppointment(context, viewer, id, body),
    ),
    forSession(
      {
        method: 'delete',
        path: '/api/appointments/:id/participants/:actor',
        tag,
        summary: 'Let an interpreter go',
        description:
          'By themselves or by who manages the consult. It stays booked and says `interpreterMissing`.',
        params: params.extend({ actor: idSchema }),
        answer: { status: 200, schema: appointmentSchema },
        refusals: ['forbidden', 'not_found', 'role_mismatch', 'status_transition_refused'],
      },
      async ({ params: { id, actor }, viewer }) => releaseInterpreter(context, viewer, id, actor),
    ),
  ];
}
