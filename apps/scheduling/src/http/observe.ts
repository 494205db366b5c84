import type { Registry } from '@silkconsult/service-kit';
import { Histogram } from '@silkconsult/service-kit';
import type { RequestHandler } from 'express';

/** How long requests take, by route (never by address, which would be endless and tell of people). */
export function observeRequests(metrics: Registry): RequestHandler {
  const duration = new Histogram({
    name: 'silkconsult_http_request_duration_seconds',
    help: 'Time from the request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [metrics],
  });
  return (request, response, next) => {
    const stop = duration.startTimer();
    response.on('finish', () => {
      const path: unknown = request.route?.path;
      const route = typeof path === 'string' ? path : 'other';
      // An event stream lasts as long as its page is open: that is not a duration of an answer.
      if (route !== '/api/events')
        stop({ method: request.method, route, status: String(response.statusCode) });
    });
    next();
  };
}
