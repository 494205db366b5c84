import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Router } from 'express';
import express from 'express';
import sirv from 'sirv';
import type { Endpoint } from '../http/endpoint.ts';
import { describeApi } from './document.ts';

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>SilkConsult scheduling API</title>
<link rel="stylesheet" href="/api/docs/files/swagger-ui.css">
<main id="docs"></main>
<script src="/api/docs/files/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</html>
`;

/** Everything comes from this server, so the page works without the internet. */
const START = `SwaggerUIBundle({
  dom_id: '#docs',
  url: '/api/openapi.json',
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
});
`;

/** `/api/openapi.json`, and `/api/docs` to read it. */
export function openapiRoutes(endpoints: readonly Endpoint[], publicUrl: string): Router {
  const router = express.Router();
  const document = describeApi(endpoints, publicUrl);
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  router.get('/api/openapi.json', (_request, response) => {
    response.json(document);
  });
  router.get('/api/docs', (_request, response) => {
    response.type('html').send(PAGE);
  });
  router.get('/api/docs/start.js', (_request, response) => {
    response.type('js').send(START);
  });
  router.use('/api/docs/files', sirv(swagger, { etag: true, maxAge: 3600 }));
  return router;
}
