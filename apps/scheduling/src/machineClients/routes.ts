import {
  idSchema,
  machineClientSchema,
  newMachineClientSchema,
  pageOf,
  pageQuerySchema,
} from '@silkconsult/protocol';
import type { Router } from 'express';
import express from 'express';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { cursorId, toPage } from '../http/pages.ts';
import { refuseIf } from '../http/refuse.ts';
import { issueToken, TOKEN_PATH } from './commands.ts';
import { createOwnClient, revokeOwnClient } from './registration.ts';
import { refuseManagingClients } from './rules.ts';
import { type ClientRow, clientsOf } from './store.ts';

/**
 * The token endpoint. It speaks OAuth's own forms and errors (RFC 6749), so it stands beside the
 * endpoints of the API and not among them.
 */
export function tokenRoutes(context: Context): Router {
  const router = express.Router();
  const form = express.urlencoded({ extended: false, limit: '20kb' });
  router.post(TOKEN_PATH, form, async (request, response) => {
    await context.limits.clientToken(request.ip ?? '');
    const answer = await issueToken(context, request.body ?? {});
    response.setHeader('cache-control', 'no-store');
    if (typeof answer !== 'string') response.json(answer);
    else response.status(answer === 'invalid_client' ? 401 : 400).json({ error: answer });
  });
  return router;
}

const viewClient = (row: ClientRow) => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  keys: row.jwks.keys.map(({ kid }) => kid),
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString(),
  revokedAt: row.revoked_at?.toISOString(),
});

const tag = 'Programs';

/** The hospital's own programs, which use the FHIR interface. */
export function machineClientRoutes(context: Context): Endpoint[] {
  const { db } = context;
  return [
    forSession(
      {
        method: 'get',
        path: '/api/machine-clients',
        tag,
        summary: "The hospital's programs, and when each last asked for a token",
        query: pageQuerySchema,
        answer: { status: 200, schema: pageOf(machineClientSchema) },
        refusals: ['forbidden'],
      },
      async ({ query: { limit, cursor }, viewer }) => {
        refuseIf(refuseManagingClients(viewer));
        const page = { after: cursorId(cursor), limit: limit + 1 };
        const rows = await clientsOf(db, viewer.organizationId, page);
        return toPage(rows, limit, ({ id }) => id, viewClient);
      },
    ),
    forSession(
      {
        method: 'post',
        path: '/api/machine-clients',
        tag,
        summary: 'Register a program by its public keys; the answer holds its client id',
        body: newMachineClientSchema,
        answer: { status: 201, schema: z.object({ id: idSchema }) },
        refusals: ['forbidden'],
      },
      async ({ body, viewer }) => ({ id: await createOwnClient(context, viewer, body) }),
    ),
    forSession(
      {
        method: 'delete',
        path: '/api/machine-clients/:id',
        tag,
        summary: 'Shut a program out: its tokens are refused from now on',
        params: z.object({ id: idSchema }),
        answer: { status: 204 },
        refusals: ['forbidden', 'not_found'],
      },
      async ({ params: { id }, viewer }) => {
        await revokeOwnClient(context, viewer, id);
        return undefined;
      },
    ),
  ];
}
