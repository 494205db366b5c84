import type { Router } from 'express';
import express from 'express';
import type { Endpoint } from '../http/endpoint.ts';
import { describeApi } from './document.ts';

/** `/api/openapi.json`. */
export function openapiRoutes(endpoints: readonly Endpoint[], publicUrl: string): Router {
  const router = express.Router();
  const document = describeApi(endpoints, publicUrl);
  router.get('/api/openapi.json', (_request, response) => {
    response.json(document);
  });
  return router;
}
