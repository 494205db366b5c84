import type { Resource } from '@medplum/fhirtypes';
import { asRefused, type Logger, RefusedError } from '@silkconsult/service-kit';
import type { ErrorRequestHandler, Response } from 'express';
import { isDatabaseDown } from '../database/failures.ts';
import { statusOf, toOutcome } from './outcome.ts';

export const FHIR_JSON = 'application/fhir+json';

/** What has a version carries it as its ETag, by which `If-Match` names it again. */
export function sendResource(response: Response, resource: Resource, status = 200): void {
  const version = resource.meta?.versionId;
  if (version) response.setHeader('etag', `W/"${version}"`);
  const changed = resource.meta?.lastUpdated;
  if (changed) response.setHeader('last-modified', new Date(changed).toUTCString());
  response.setHeader('cache-control', 'no-store');
  response.status(status).type(FHIR_JSON).send(JSON.stringify(resource));
}

/** Every error leaves as an OperationOutcome; what was not expected is logged and says `internal`. */
export function outcomeHandler(logger: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const refused = isDatabaseDown(error) ? new RefusedError('unavailable') : asRefused(error);
    if (!refused)
      logger.error(
        { err: error, requestId: response.locals.requestId, method: request.method },
        'FHIR request failed',
      );
    const told = refused ?? new RefusedError('internal');
    const status = statusOf(told);
    if (status === 401) response.setHeader('www-authenticate', 'Bearer');
    const wait = told.params?.retryAfterSeconds;
    if (typeof wait === 'number') response.setHeader('retry-after', String(wait));
    sendResource(response, toOutcome(told), status);
  };
}
