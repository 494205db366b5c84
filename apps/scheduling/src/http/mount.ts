import { SIGNATURE_HEADER } from '@silkconsult/protocol';
import { RefusedError, verifySignature } from '@silkconsult/service-kit';
import type { Request, Router } from 'express';
import express from 'express';
import type { Viewer } from '../rules/viewer.ts';
import type { Endpoint } from './endpoint.ts';
import { jsonBody } from './json.ts';

export interface Guards {
  authenticate(request: Request): Promise<Viewer>;
  serviceSecret: string;
  now(): Date;
}

/** The signature covers the bytes as sent, so the body is parsed only after it was verified. */
function verifiedBody(request: Request, guards: Guards): unknown {
  const body: unknown = request.body;
  const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const header = request.header(SIGNATURE_HEADER);
  if (!verifySignature(guards.serviceSecret, raw, header, guards.now().getTime()))
    throw new RefusedError('signature_invalid');
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    throw new RefusedError('malformed_message');
  }
}

/** Endpoints → a router. Each is reached only through the guard that its access names. */
export function mount(endpoints: readonly Endpoint[], guards: Guards): Router {
  const router = express.Router();
  const json = jsonBody({ limit: '100kb' });
  const raw = express.raw({ type: () => true, limit: '1mb' });
  const file = express.raw({ type: () => true, limit: '5mb' });
  const parserOf = ({ access, spec }: Endpoint) => {
    if (access === 'service') return raw;
    return spec.upload ? file : json;
  };
  for (const endpoint of endpoints) {
    const { method, path } = endpoint.spec;
    router[method](path, parserOf(endpoint), async (request, response) => {
      const viewer = endpoint.access === 'session' ? await guards.authenticate(request) : undefined;
      if (endpoint.access === 'service') request.body = verifiedBody(request, guards);
      await endpoint.run(request, response, viewer);
    });
  }
  // What exists, but not with this method, is told apart from what does not exist.
  for (const path of new Set(endpoints.map((endpoint) => endpoint.spec.path)))
    router.all(path, () => {
      throw new RefusedError('method_not_allowed');
    });
  return router;
}
