import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, RequestHandler, Router } from 'express';
import express from 'express';
import type { Registry } from 'prom-client';
import type { Logger } from './logger.ts';
import { RefusedError, toProblem } from './refusedError.ts';

/** A check that decides readiness; a rejection or `false` means not ready. */
export type ReadinessCheck = () => Promise<boolean> | boolean;

/** `/health` (alive), `/ready` (every check passes), `/metrics` (Prometheus text). */
export function operationsRoutes(
  checks: Record<string, ReadinessCheck>,
  metrics: Registry,
): Router {
  const router = express.Router();
  router.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/ready', async (_request, response) => {
    const results: Record<string, boolean> = {};
    for (const [name, check] of Object.entries(checks)) {
      results[name] = await Promise.resolve()
        .then(check)
        .catch(() => false);
    }
    const ready = Object.values(results).every(Boolean);
    response.status(ready ? 200 : 503).json({ ready, checks: results });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });
  return router;
}

/** Gives each request an id for logs and answers. */
export const requestId: RequestHandler = (_request, response, next) => {
  response.locals.requestId = randomUUID();
  response.setHeader('x-request-id', response.locals.requestId);
  next();
};

export const notFound: RequestHandler = () => {
  throw new RefusedError('not_found');
};

/** The refusal that an error is or stands for (body-parser's own); undefined for an unexpected one. */
export function asRefused(error: unknown): RefusedError | undefined {
  if (error instanceof RefusedError) return error;
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  if (error.status === 413) return new RefusedError('payload_too_large');
  if (typeof error.status === 'number' && error.status >= 400 && error.status < 500)
    return new RefusedError('invalid_request');
  return undefined;
}

/** Every error leaves as a problem document; what was not expected is logged and says `internal`. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const refused = asRefused(error);
    if (!refused)
      logger.error(
        { err: error, requestId: response.locals.requestId, method: request.method },
        'request failed',
      );
    const problem = toProblem(refused ?? new RefusedError('internal'));
    response.status(problem.status).type('application/problem+json').json(problem);
  };
}
