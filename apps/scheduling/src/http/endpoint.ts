import type { ErrorCode } from '@silkconsult/protocol';
import { parse } from '@silkconsult/service-kit';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Viewer } from '../rules/viewer.ts';

/**
 * One endpoint, declared once: the same schemas validate the request and document it, so the
 * OpenAPI document cannot drift from what the server does.
 */
export interface EndpointSpec<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Express's notation: `/api/appointments/:id`. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  params?: P;
  query?: Q;
  body?: B;
  /** In place of `body`: a file, whose bytes the handler finds in `request.body`. */
  upload?: 'text/csv';
  /** Without a schema the answer has no body. */
  answer: { status: 200 | 201 | 204; schema?: A; contentType?: string };
  /** What can be refused here beyond what every endpoint can. */
  refusals?: readonly ErrorCode[];
}

/** `anyone` needs no session; `session` an access token; `service` the services' signature. */
export type Access = 'anyone' | 'session' | 'service';

export interface Call<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  request: Request;
  response: Response;
}

export interface Endpoint {
  spec: EndpointSpec;
  access: Access;
  /** Runs the endpoint for one request; `viewer` is there when the access is `session`. */
  run(request: Request, response: Response, viewer: Viewer | undefined): Promise<void>;
}

function build<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  access: Access,
  spec: EndpointSpec<P, Q, B, A>,
  handle: (
    call: Call<z.output<P>, z.output<Q>, z.output<B>>,
    viewer: Viewer | undefined,
  ) => Promise<z.input<A> | undefined>,
): Endpoint {
  const { params, query, body } = spec;
  return {
    spec,
    access,
    async run(request, response, viewer) {
      const answer = await handle(
        {
          params: (params ? parse(params, request.params) : undefined) as z.output<P>,
          query: (query ? parse(query, request.query) : undefined) as z.output<Q>,
          body: (body ? parse(body, request.body) : undefined) as z.output<B>,
          request,
          response,
        },
        viewer,
      );
      if (response.headersSent) return;
      response.status(spec.answer.status);
      if (answer === undefined) response.end();
      else response.json(answer);
    },
  };
}

/** An endpoint that needs no session. */
export function forAnyone<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
>(
  spec: EndpointSpec<P, Q, B, A>,
  handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<A> | undefined>,
): Endpoint {
  return build('anyone', spec, handle);
}

/** An endpoint for who is signed in; the handler is not reached by anybody else. */
export function forSession<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
>(
  spec: EndpointSpec<P, Q, B, A>,
  handle: (
    call: Call<z.output<P>, z.output<Q>, z.output<B>> & { viewer: Viewer },
  ) => Promise<z.input<A> | undefined>,
): Endpoint {
  return build('session', spec, (call, viewer) => {
    if (!viewer) throw new Error('an endpoint for sessions was mounted without authentication');
    return handle({ ...call, viewer });
  });
}

/** An endpoint for our own services, which sign what they send. */
export function forService<B extends z.ZodType, A extends z.ZodType>(
  spec: EndpointSpec<z.ZodType, z.ZodType, B, A>,
  handle: (call: Call<unknown, unknown, z.output<B>>) => Promise<z.input<A> | undefined>,
): Endpoint {
  return build('service', spec, handle);
}
