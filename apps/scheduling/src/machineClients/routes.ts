import type { Router } from 'express';
import express from 'express';
import type { Context } from '../context.ts';
import { issueToken, TOKEN_PATH } from './commands.ts';

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
