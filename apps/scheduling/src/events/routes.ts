import { liveEventSchema } from '@silkconsult/protocol';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { tokenExpiry, viewerOf } from '../sessions/authenticate.ts';
import { parseCursor } from './cursor.ts';
import { eventScope } from './rules.ts';
import { streamEvents } from './stream.ts';

/** Proxies close a silent connection after a minute or so; half that would do. */
const HEARTBEAT_MS = 15_000;
/** A reader that takes nothing any more would fill our memory; it can come back by its cursor. */
const MAX_UNREAD_BYTES = 1_000_000;

export function eventRoutes(context: Context): Endpoint[] {
  const { db, feed, logger } = context;
  return [
    forSession(
      {
        method: 'get',
        path: '/api/events',
        tag: 'Live updates',
        summary:
          'What happens to the requests and consults that the viewer may see, as server-sent events',
        description:
          'Begins with an event named `ready`, then tells one message per event, each with its cursor as the SSE id. A reader that reconnects sends the last id as `Last-Event-ID` (or `?cursor=`) and misses nothing; without one it begins now. A comment every 15 seconds keeps the connection open. The stream ends when the access token expires or its session ends: reconnect with a fresh one. Use fetch, not EventSource, which cannot send the Authorization header.',
        query: z.object({ cursor: z.string().max(50).optional() }),
        answer: { status: 200, schema: liveEventSchema, contentType: 'text/event-stream' },
      },
      async ({ query, request, response, viewer }) => {
        const after = parseCursor(request.header('last-event-id') ?? query.cursor ?? '');
        const expires = tokenExpiry(context, request).getTime() - context.now().getTime();
        response.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store, no-transform',
          'x-accel-buffering': 'no',
        });
        const end = () => response.end();
        const timers = [
          setTimeout(end, expires),
          setInterval(() => {
            response.write(': heartbeat\n\n');
            viewerOf(context, viewer.sessionId).catch(end);
          }, HEARTBEAT_MS),
        ];
        const endings: (() => void)[] = [context.streams.add(end)];
        response.on('close', () => {
          for (const timer of timers) clearTimeout(timer);
          for (const leave of endings) leave();
        });
        try {
          const leave = await streamEvents(db, feed, eventScope(viewer), after, {
            opened: (cursor) =>
              response.write(
                `event: ready\nid: ${cursor}\ndata: ${JSON.stringify({ cursor })}\n\n`,
              ),
            event: (event) => {
              response.write(`id: ${event.cursor}\ndata: ${JSON.stringify(event)}\n\n`);
              if (response.writableLength > MAX_UNREAD_BYTES) end();
            },
            failed: end,
          });
          if (response.closed) leave();
          else endings.push(leave);
        } catch (error) {
          logger.warn({ err: error }, 'an event stream could not begin');
          end();
        }
        return undefined;
      },
    ),
  ];
}
