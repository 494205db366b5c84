import type { ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import sirv from 'sirv';

/** Vite names files in `assets/` by their content, so they never change. */
function cache(response: ServerResponse, path: string): void {
  response.setHeader(
    'cache-control',
    path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  );
}

/**
 * The built client: compressed beforehand (.br, .gz), and its one page for every address that is no
 * file, since the client routes by itself. The files are listed once at the start, so no request can
 * name one outside the folder.
 */
export function clientFiles(folder: string): RequestHandler {
  const serve = sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    single: true,
    ignores: [/^\/(api|assets|fhir|oauth|socket\.io|\.well-known)(\/|$)/],
    setHeaders: cache,
  });
  return (request, response, next) => serve(request, response, next);
}
