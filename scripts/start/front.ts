import {
  Agent,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import { RefusedError, toProblem } from '@silkconsult/service-kit';
import {
  createProxyMiddleware,
  debugProxyErrorsPlugin,
  proxyEventsPlugin,
} from 'http-proxy-middleware';
import type { Certificate } from './lan.ts';

/** Where the front leads to. Without signaling, its requests are answered with "unavailable". */
export type Targets = { scheduling: number; signaling: number | undefined };

/**
 * The one address of everything: `/socket.io` leads to signaling, all else to scheduling.
 * While a service is starting again its requests get a problem document with status 503.
 */
export function createFront(targets: Targets, certificate?: Certificate): Server {
  const scheduling = proxyTo(targets.scheduling);
  const signaling = targets.signaling === undefined ? undefined : proxyTo(targets.signaling);
  const route = (request: IncomingMessage) => (isSignaling(request) ? signaling : scheduling);

  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    const proxy = route(request);
    if (proxy) void proxy(request, response);
    else refuse(response);
  };
  const server = certificate ? createSecureServer(certificate, onRequest) : createServer(onRequest);
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const proxy = isSignaling(request) ? signaling : undefined;
    // A browser that goes away in the middle of a call is nothing to report.
    socket.on('error', () => socket.destroy());
    if (proxy) proxy.upgrade(request, socket, head);
    else socket.destroy();
  });
  return server as Server;
}

function isSignaling(request: IncomingMessage): boolean {
  return /^\/socket\.io(\/|\?|$)/.test(request.url ?? '');
}

function proxyTo(port: number) {
  return createProxyMiddleware({
    target: `http://127.0.0.1:${port}`,
    xfwd: true,
    // The library's own agent stops at 256 connections: as many open event streams would keep every
    // further request waiting for ever.
    agent: new Agent({ keepAlive: true }),
    on: {
      error: (_error, _request, response) => {
        if ('setHeader' in response) refuse(response);
        else response.destroy();
      },
    },
    // The library's own answer to errors would name internal addresses.
    ejectPlugins: true,
    plugins: [debugProxyErrorsPlugin, proxyEventsPlugin],
  });
}

function refuse(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const problem = toProblem(new RefusedError('unavailable'));
  response.writeHead(problem.status, {
    'content-type': 'application/problem+json',
    'retry-after': '1',
  });
  response.end(JSON.stringify(problem));
}
