import {
  availabilityChangeSchema,
  availabilitySchema,
  createdExceptionSchema,
  freeBusyQuerySchema,
  freeBusySchema,
  idSchema,
  newExceptionSchema,
  pageOf,
  scheduleOwnerQuerySchema,
  scheduleOwnerSchema,
} from '@silkconsult/protocol';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import {
  addException,
  listScheduleOwners,
  readAvailability,
  readFreeBusy,
  removeException,
  replaceSchedule,
} from './commands.ts';

const tag = 'Availability';
const params = z.object({ id: idSchema });

export function availabilityRoutes(context: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'get',
        path: '/api/schedule-owners',
        tag,
        summary: 'The people and rooms of an organisation whose hours the viewer may enter',
        description:
          'Coordinators and administrators enter them for their own organisation, coordinators in Urumqi for all hospitals there. People come first, then rooms, by name.',
        query: scheduleOwnerQuerySchema,
        answer: { status: 200, schema: pageOf(scheduleOwnerSchema) },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ query, viewer }) => listScheduleOwners(context, viewer, query),
    ),
    forSession(
      {
        method: 'get',
        path: '/api/actors/:id/availability',
        tag,
        summary: "An actor's weekly hours, leave, buffers and daily maximum",
        description:
          '`outside` are the consults of the next 400 days that are booked and that these rules do not allow.',
        params,
        answer: { status: 200, schema: availabilitySchema },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params: { id }, viewer }) => readAvailability(context, viewer, id),
    ),
    forSession(
      {
        method: 'put',
        path: '/api/actors/:id/availability',
        tag,
        summary: 'Replace the weekly hours, buffers and daily maximum',
        description:
          '`version` is the one that the change was made on, 0 for the first schedule. When there is a newer one, `version_conflict` carries it as `params.current`. What is booked stays booked; `outside` says what no longer fits. Tells `availabilityChanged` in the live stream.',
        params,
        body: availabilityChangeSchema,
        answer: { status: 200, schema: availabilitySchema },
        refusals: [
          'end_before_start',
          'forbidden',
          'not_found',
          'time_zone_unknown',
          'version_conflict',
        ],
      },
      async ({ params: { id }, body, viewer }) => replaceSchedule(context, viewer, id, body),
    ),
    forSession(
      {
        method: 'post',
        path: '/api/actors/:id/availability/exceptions',
        tag,
        summary: 'Enter leave or extra hours',
        description:
          'Leave cancels nothing: `touched` are the consults in it, for somebody to move or hand over.',
        params,
        body: newExceptionSchema,
        answer: { status: 201, schema: createdExceptionSchema },
        refusals: ['end_before_start', 'forbidden', 'not_found', 'window_too_long'],
      },
      async ({ params: { id }, body, viewer }) => addException(context, viewer, id, body),
    ),
    forSession(
      {
        method: 'delete',
        path: '/api/actors/:id/availability/exceptions/:exception',
        tag,
        summary: 'Take leave or extra hours back',
        params: params.extend({ exception: idSchema }),
        answer: { status: 204 },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params: { id, exception }, viewer }) => {
        await removeException(context, viewer, id, exception);
        return undefined;
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/actors/:id/free-busy',
        tag,
        summary: 'When an actor is free, busy, closed or tentatively taken',
        description:
          'Slots (FHIR R4 `Slot.status`) that follow each other without a gap; of what else the actor does, nothing is told.',
        params,
        query: freeBusyQuerySchema,
        answer: { status: 200, schema: freeBusySchema },
        refusals: ['end_before_start', 'forbidden', 'not_found', 'window_too_long'],
      },
      async ({ params: { id }, query: { from, to }, viewer }) =>
        readFreeBusy(context, viewer, id, { start: Date.parse(from), end: Date.parse(to) }),
    ),
  ];
}
