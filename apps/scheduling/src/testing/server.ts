import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Appointment, Problem } from '@silkconsult/protocol';
import { appointmentSchema, problemSchema } from '@silkconsult/protocol';
import { readSchedulingConfig } from '../config.ts';
import type { Context } from '../context.ts';
import type { OpenDatabase } from '../database/open.ts';
import type { Database } from '../database/types.ts';
import { JOBS, startScheduling } from '../server.ts';
import { findPerson, insertSession } from '../sessions/store.ts';
import { runDueJobs } from './dueJobs.ts';
import type { World } from './world.ts';

export const SERVICE_SECRET = 'a secret of the tests';
/** A working day's morning in Urumqi; tests move the clock from here. */
export const MORNING = Date.parse('2026-11-23T02:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** An instant, so long after MORNING. */
export const after = (ms: number) => new Date(MORNING + ms).toISOString();

export interface Answer<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

export interface TestServer {
  url: string;
  context: Context;
  clock: { now: number };
  /** Sends a request; `as` is the person whose session it is sent in. */
  send(
    method: string,
    path: string,
    options?: { as?: string; token?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Answer>;
  /** An access token of a fresh session. */
  tokenOf(personId: string): Promise<string>;
  /** Does what is due by now; nothing of the kind runs by itself. Answers with the jobs' names. */
  runJobs(): Promise<string[]>;
  close(): Promise<void>;
}

/** The real server on a free port, on an open database, with a clock that stands still. */
export async function startTestServer(
  db: Database,
  env: NodeJS.ProcessEnv = {},
  kind: OpenDatabase['kind'] = 'embedded',
): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'scheduling-'));
  const clock = { now: MORNING };
  const config = readSchedulingConfig({
    PORT: '0',
    DATA_DIR: folder,
    DEMO: 'false',
    SERVICE_SECRET,
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'https://consult.example',
    ...env,
  });
  const { url, context, close } = await startScheduling(config, {
    now: () => new Date(clock.now),
    database: { db, kind, close: async () => {} },
    working: false,
  });
  const tokenOf = async (personId: string) => {
    const sid = randomUUID();
    const now = new Date(clock.now);
    await insertSession(db, {
      id: sid,
      actorId: personId,
      createdAt: now,
      expiresAt: new Date(clock.now + 24 * HOUR),
    });
    const person = await findPerson(db, personId);
    if (!person || person.role === 'location' || person.role === 'system')
      throw new Error('only people have sessions');
    return context.tokens.signAccess({
      sub: personId,
      sid,
      role: person.role,
      kind: person.kind ?? undefined,
      org: person.organization_id,
    });
  };
  return {
    url,
    context,
    clock,
    tokenOf,
    runJobs: () => runDueJobs(context, JOBS),
    async send(method, path, { as, token, body, headers } = {}) {
      const bearer = token ?? (as && (await tokenOf(as)));
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body),
      });
      const text = await response.text();
      const isJson = /[+/]json\b/.test(response.headers.get('content-type') ?? '');
      return {
        status: response.status,
        headers: response.headers,
        body: isJson ? JSON.parse(text) : text,
      };
    },
    async close() {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The problem that an answer carries; fails when it carries none. */
export function problemOf(answer: Answer): Problem {
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json'))
    throw new Error(`not a problem: ${answer.status} ${JSON.stringify(answer.body)}`);
  return problemSchema.parse(answer.body);
}

/** The appointment that an answer carries. */
export function appointmentOf(answer: Answer): Appointment {
  if (answer.status >= 300) throw new Error(`refused: ${JSON.stringify(answer.body)}`);
  return appointmentSchema.parse(answer.body);
}

/** A consult of the specialist with Osh, an hour from now for an hour, unless said otherwise. */
export function consultOf(world: World, change: Record<string, unknown> = {}) {
  return {
    start: after(HOUR),
    end: after(2 * HOUR),
    reason: 'Follow-up',
    participants: [
      { actor: world.specialist, role: 'specialist' },
      { actor: world.osh.referrer, role: 'referrer' },
      { actor: world.osh.patient, role: 'patient' },
      { actor: world.interpreter, role: 'interpreter' },
      { actor: world.osh.room, role: 'location' },
    ],
    ...change,
  };
}
