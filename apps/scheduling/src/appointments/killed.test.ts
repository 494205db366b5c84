import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Appointment, appointmentSchema } from '@silkconsult/protocol';
import { sql } from 'kysely';
import { embeddedDatabase } from '../database/open.ts';
import type { Database } from '../database/types.ts';
import { describeOnEachDatabase } from '../testing/databases.ts';
import { HOUR, SERVICE_SECRET, startTestServer } from '../testing/server.ts';
import { embeddedTemplate, urlOf } from '../testing/templates.ts';
import { createWorld, type World } from '../testing/world.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const BOOKINGS = 12;
const FIRST = Math.ceil(Date.now() / HOUR) * HOUR + 24 * HOUR;

/** The server as it is started in a hospital, in a process of its own that can be killed. */
class Server {
  readonly #env: NodeJS.ProcessEnv;
  #process: ChildProcess | undefined;
  #port = 0;

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  async start(): Promise<void> {
    const child = fork(MAIN, { env: { ...process.env, ...this.#env }, execArgv: [], silent: true });
    this.#process = child;
    const listening = once(child, 'message');
    const [message] = await Promise.race([
      listening,
      once(child, 'exit').then(([code]) => Promise.reject(new Error(`it ended with ${code}`))),
    ]);
    this.#port = (message as { port: number }).port;
  }

  async kill(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** @returns The booked consult, the status of a refusal, or nothing when the answer was lost. */
  async book(token: string, body: unknown): Promise<Appointment | number | undefined> {
    try {
      const response = await fetch(`http://127.0.0.1:${this.#port}/api/appointments`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return response.status === 201
        ? appointmentSchema.parse(await response.json())
        : response.status;
    } catch {
      return undefined;
    }
  }
}

/** The same people, hour after hour: every booking of a round is possible beside the others. */
const bookingsOf = (world: World, round: number) =>
  Array.from({ length: BOOKINGS }, (_, index) => {
    const start = FIRST + (round * BOOKINGS + index) * HOUR;
    return {
      key: randomUUID(),
      start: new Date(start).toISOString(),
      end: new Date(start + HOUR).toISOString(),
      reason: 'Must not be half booked',
      participants: [
        { actor: world.specialist, role: 'specialist' },
        { actor: world.osh.referrer, role: 'referrer' },
        { actor: world.osh.patient, role: 'patient' },
        { actor: world.interpreter, role: 'interpreter' },
      ],
    };
  });

/** Where another process finds the database that this one has open. */
async function addressOf(db: Database): Promise<string> {
  const { rows } = await sql<{ name: string }>`SELECT current_database() AS name`.execute(db);
  return urlOf(process.env.TEST_DATABASE_URL ?? '', rows[0]?.name ?? '');
}

/** What every consult has when it is booked, counted. */
async function booked(db: Database) {
  const { rows } = await sql<Record<'participants' | 'holds' | 'events' | 'audits', number>>`
    SELECT
      (SELECT count(*)::int FROM participant WHERE appointment_id = appointment.id) AS participants,
      (SELECT count(*)::int FROM hold WHERE appointment_id = appointment.id) AS holds,
      (SELECT count(*)::int FROM event
        WHERE appointment_id = appointment.id AND type = 'appointmentBooked') AS events,
      (SELECT count(*)::int FROM audit_event
        WHERE entity_id = appointment.id AND action = 'book') AS audits
    FROM appointment`.execute(db);
  return rows;
}
/** Bookings of which nobody was told. */
const untold = async (db: Database) =>
  (await db.selectFrom('untold_booking').select('appointment_id').execute()).length;

const WHOLE = { participants: 4, holds: 4, events: 1, audits: 1 };
const whole = (count: number) => Array.from({ length: count }, () => WHOLE);

/** Fires the bookings of a round and kills the server while they run. */
async function killWhileBooking(
  server: Server,
  token: string,
  bookings: ReturnType<typeof bookingsOf>,
  waitMs: number,
) {
  const answers = Promise.all(bookings.map((one) => server.book(token, one)));
  await delay(waitMs);
  await server.kill();
  return (await answers).filter((one) => typeof one === 'object');
}

async function expectBookedOnce(
  server: Server,
  token: string,
  bookings: ReturnType<typeof bookingsOf>,
  answered: readonly Appointment[],
) {
  const again = await Promise.all(bookings.map((one) => server.book(token, one)));
  expect(again.map((one) => typeof one === 'object' && one.start)).toEqual(
    bookings.map(({ start }) => start),
  );
  const ids = again.map((one) => (typeof one === 'object' ? one.id : ''));
  // What had been answered before is answered again: no second consult in its stead.
  for (const { id } of answered) expect(ids).toContain(id);
}

describeOnEachDatabase('a server that is killed while it books', (database, kind) => {
  let folder: string;
  let server: Server;
  let world: World;
  let token: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'killed-'));
    if (kind === 'embedded')
      await cp(await embeddedTemplate(), join(folder, 'database'), { recursive: true });
    const env: NodeJS.ProcessEnv = {
      PORT: '0',
      DATA_DIR: folder,
      DEMO: 'false',
      SERVICE_SECRET,
      LOG_LEVEL: 'silent',
      DATABASE_URL: kind === 'postgresql' ? await addressOf(database()) : '',
    };
    await withDatabase(async (db) => {
      world = await createWorld(db);
      const maker = await startTestServer(db, { DATA_DIR: folder });
      maker.clock.now = Date.now();
      token = await maker.tokenOf(world.coordinator);
      await maker.close();
    });
    server = new Server(env);
  }, 60_000);
  afterAll(async () => {
    await server.kill();
    await rm(folder, { recursive: true, force: true });
  });

  /** The server's database, while no server has it open. */
  async function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
    if (kind === 'postgresql') return work(database());
    const db = await embeddedDatabase(join(folder, 'database'));
    try {
      return await work(db);
    } finally {
      await db.destroy();
    }
  }

  it('has booked wholly or not at all, and books the same again, once', async () => {
    await server.start();
    const moments = kind === 'postgresql' ? [25, 110] : [60];
    for (const [round, waitMs] of moments.entries()) {
      const bookings = bookingsOf(world, round);
      const answered = await killWhileBooking(server, token, bookings, waitMs);
      await server.start();
      await expectBookedOnce(server, token, bookings, answered);
    }
    if (kind === 'embedded') await server.kill();
    expect(await withDatabase(booked)).toEqual(whole(moments.length * BOOKINGS));
  }, 60_000);

  if (kind === 'postgresql')
    it('has booked wholly or not at all when it dies in the middle of writing, and tells of it when it is back', async () => {
      const [one] = bookingsOf(world, 9);
      const before = (await booked(database())).length;
      const waiting = Promise.withResolvers<void>();
      // No event can be written while this lock is held, so the booking stops with its time held.
      const blocking = database()
        .transaction()
        .execute(async (tx) => {
          await sql`LOCK TABLE event IN SHARE MODE`.execute(tx);
          const answer = server.book(token, one);
          await untilBlocked(database());
          await server.kill();
          expect(await answer).toBeUndefined();
          waiting.resolve();
        });
      await waiting.promise;
      await blocking;
      await untilNobodyElse(database());
      // The statement that writes is the database's own now: it ends, or it never was.
      expect([whole(before), whole(before + 1)]).toContainEqual(await booked(database()));
      await server.start();
      expect(await server.book(token, one)).toMatchObject({ start: one?.start });
      expect(await server.book(token, one)).toMatchObject({ start: one?.start });
      expect(await booked(database())).toEqual(whole(before + 1));
      await until(async () => (await untold(database())) === 0);
    }, 60_000);
});

const count = async (db: Database, condition: ReturnType<typeof sql>) =>
  Number(
    (
      await sql<{ count: number }>`SELECT count(*)::int AS count FROM pg_stat_activity
        WHERE datname = current_database() AND ${condition}`.execute(db)
    ).rows[0]?.count,
  );

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(10);
}

/** A server's transaction waits for the lock on the events. */
const untilBlocked = (db: Database) =>
  until(
    async () =>
      (await count(db, sql`wait_event_type = 'Lock' AND query LIKE '%WITH consult%'`)) > 0,
  );

/** PostgreSQL has noticed that the killed server is gone, and has rolled back what it had begun. */
const untilNobodyElse = (db: Database) =>
  until(async () => (await count(db, sql`state <> 'idle' AND pid <> pg_backend_pid()`)) === 0);
