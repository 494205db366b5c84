import {
  calendarFeedSchema,
  createdCalendarFeedSchema,
  idSchema,
  pageOf,
} from '@silkconsult/protocol';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Endpoint, forAnyone, forSession } from '../http/endpoint.ts';
import { refuseIf } from '../http/refuse.ts';
import { refuseOwnNotices } from '../notices/rules/access.ts';
import { createFeed, readFeed, revokeFeed } from './commands.ts';
import { listFeeds } from './store.ts';

const tag = 'Notices';

export function calendarFeedRoutes(context: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'post',
        path: '/api/calendar-feeds',
        tag,
        summary: "An address at which a calendar program reads the viewer's consults",
        description:
          'Whoever knows the address can read it, so it is shown once and can be revoked.',
        answer: { status: 201, schema: createdCalendarFeedSchema },
        refusals: ['forbidden', 'too_many_feeds'],
      },
      async ({ viewer }) => {
        refuseIf(refuseOwnNotices(viewer));
        return createFeed(context, viewer);
      },
    ),
    forSession(
      {
        method: 'get',
        path: '/api/calendar-feeds',
        tag,
        summary: 'The addresses that the viewer has made and not revoked',
        answer: { status: 200, schema: pageOf(calendarFeedSchema) },
        refusals: ['forbidden'],
      },
      async ({ viewer }) => {
        refuseIf(refuseOwnNotices(viewer));
        const rows = await listFeeds(context.db, viewer.personId);
        return {
          items: rows.map((row) => ({
            id: row.id,
            createdAt: row.created_at.toISOString(),
            readAt: row.read_at?.toISOString(),
          })),
        };
      },
    ),
    forSession(
      {
        method: 'delete',
        path: '/api/calendar-feeds/:id',
        tag,
        summary: 'Revoke an address; calendars that use it find nothing there any more',
        params: z.object({ id: idSchema }),
        answer: { status: 204 },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params: { id }, viewer }) => {
        refuseIf(refuseOwnNotices(viewer));
        await revokeFeed(context, viewer, id);
        return undefined;
      },
    ),
    forAnyone(
      {
        method: 'get',
        path: '/calendar/:token.ics',
        tag,
        summary: 'The calendar behind such an address',
        params: z.object({ token: z.string().max(100) }),
        answer: { status: 200, schema: z.string(), contentType: 'text/calendar' },
        refusals: ['not_found'],
      },
      async ({ params: { token }, response }) => {
        const { content } = await readFeed(context, token);
        response.setHeader('cache-control', 'private, no-store');
        response.type('text/calendar; charset=utf-8').send(content);
        return undefined;
      },
    ),
  ];
}
