import { meSchema, sessionSchema, signInSchema } from '@silkconsult/protocol';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { Context } from '../context.ts';
import { type Endpoint, forAnyone, forSession } from '../http/endpoint.ts';
import { refreshSession, type StartedSession, signIn, signOut } from './commands.ts';
import { toMe } from './me.ts';
import { findPerson } from './store.ts';

const COOKIE = 'silkconsult_refresh';
/** The refresh token goes to these endpoints and nowhere else. */
const COOKIE_PATH = '/api/sessions';

function setCookie(context: Context, response: Response, value: string, expires: Date): void {
  response.append(
    'set-cookie',
    stringifySetCookie({
      name: COOKIE,
      value,
      expires,
      path: COOKIE_PATH,
      httpOnly: true,
      sameSite: 'strict',
      secure: context.config.PUBLIC_URL.startsWith('https:'),
    }),
  );
}

function answer(context: Context, response: Response, started: StartedSession) {
  const { session, refresh } = started;
  if (refresh) setCookie(context, response, refresh.token, refresh.expiresAt);
  response.setHeader('cache-control', 'no-store');
  return session;
}

const cookieOf = (request: Request) => parseCookie(request.header('cookie') ?? '')[COOKIE];

export function sessionRoutes(context: Context): Endpoint[] {
  return [
    forAnyone(
      {
        method: 'post',
        path: '/api/sessions',
        tag: 'Sessions',
        summary: 'Sign in',
        description: `Answers an access token and sets the refresh cookie \`${COOKIE}\`.`,
        body: signInSchema,
        answer: { status: 201, schema: sessionSchema },
        refusals: ['invalid_credentials', 'too_many_requests'],
      },
      async ({ body, request, response }) => {
        const succeed = await context.limits.signIn(body.email, request.ip ?? '');
        const started = await signIn(context, body);
        await succeed();
        return answer(context, response, started);
      },
    ),
    forAnyone(
      {
        method: 'post',
        path: '/api/sessions/refresh',
        tag: 'Sessions',
        summary: 'Exchange the refresh cookie for the next one and a fresh access token',
        description:
          'A refresh token that was used before ends the session. The token before the current one is still answered for ten seconds, without a new cookie, so that two tabs may refresh at once.',
        answer: { status: 200, schema: sessionSchema },
        refusals: ['unauthenticated', 'session_expired', 'session_reused'],
      },
      async ({ request, response }) =>
        answer(context, response, await refreshSession(context, cookieOf(request))),
    ),
    forSession(
      {
        method: 'get',
        path: '/api/sessions/current',
        tag: 'Sessions',
        summary: 'Who is signed in',
        answer: { status: 200, schema: meSchema },
      },
      async ({ viewer }) => {
        const person = await findPerson(context.db, viewer.personId);
        return person && toMe(person, viewer.appointmentId);
      },
    ),
    forSession(
      {
        method: 'delete',
        path: '/api/sessions/current',
        tag: 'Sessions',
        summary: 'Sign out',
        answer: { status: 204 },
      },
      async ({ viewer, response }) => {
        await signOut(context, viewer);
        setCookie(context, response, '', new Date(0));
        return undefined;
      },
    ),
  ];
}
