import { beforeEach, expect, it } from '@jest/globals';
import type { LiveEvent } from '@silkconsult/protocol';
import { sql } from 'kysely';
import { EventReader } from '../testing/eventReader.ts';
import { eventually } from '../testing/eventually.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import {
  after,
  appointmentOf,
  consultOf,
  HOUR,
  problemOf,
  startTestServer,
} from '../testing/server.ts';
import { appendEvent, eventsAfter, horizon } from './store.ts';

describeScheduling('live updates', ({ database, kind, server, world }) => {
  const open: EventReader[] = [];
  beforeEach(async () => {
    for (const reader of open.splice(0)) reader.close();
  });

  const listen = async (as: string, lastId?: string) => {
    const { reader } = await EventReader.open(server.url, await server.tokenOf(as), lastId);
    open.push(reader);
    return reader;
  };
  const book = async (hour: number, change: Record<string, unknown> = {}) =>
    appointmentOf(
      await server.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: consultOf(world, {
          start: after(hour * HOUR),
          end: after((hour + 1) * HOUR),
          ...change,
        }),
      }),
    );
  /** Other transactions of the server hold events back, so a reader may hear of what was before. */
  const until = (reader: EventReader, type: LiveEvent['type'], id: string) =>
    reader.until(() =>
      reader.events.some((event) => event.type === type && event.appointmentId === id),
    );
  const cancel = (id: string, version: number) =>
    server.send('PATCH', `/api/appointments/${id}`, {
      as: world.coordinator,
      body: { version, status: 'cancelled' },
    });

  it('tell of what happens while one listens', async () => {
    const reader = await listen(world.specialist);
    const booked = await book(1);
    await cancel(booked.id, 1);
    await until(reader, 'appointmentCancelled', booked.id);
    expect(reader.events.map(({ type, appointmentId }) => [type, appointmentId])).toEqual([
      ['appointmentBooked', booked.id],
      ['appointmentCancelled', booked.id],
    ]);
  });

  it('tell each reader only of the appointments that they may see', async () => {
    const specialist = await listen(world.specialist);
    const other = await listen(world.otherSpecialist);
    const mine = await book(1);
    const theirs = await book(1, {
      participants: [
        { actor: world.otherSpecialist, role: 'specialist' },
        { actor: world.almaty.patient, role: 'patient' },
      ],
    });
    // The last that each hears comes after all that they must not hear.
    await cancel(theirs.id, 1);
    await cancel(mine.id, 1);
    await until(specialist, 'appointmentCancelled', mine.id);
    await until(other, 'appointmentCancelled', theirs.id);
    const heard = (reader: EventReader) =>
      reader.events.map(({ type, appointmentId }) => [type, appointmentId]);
    expect(heard(specialist)).toEqual([
      ['appointmentBooked', mine.id],
      ['appointmentCancelled', mine.id],
    ]);
    expect(heard(other)).toEqual([
      ['appointmentBooked', theirs.id],
      ['appointmentCancelled', theirs.id],
    ]);
  });

  it('tell after a reconnect what was missed meanwhile, once', async () => {
    const before = await listen(world.coordinator);
    const first = await book(1);
    await until(before, 'appointmentBooked', first.id);
    before.close();
    const second = await book(3);
    const again = await listen(world.coordinator, before.lastId);
    const third = await book(5);
    await until(again, 'appointmentBooked', third.id);
    expect(again.events.map((event) => event.appointmentId)).toEqual([second.id, third.id]);
  });

  it('miss nothing and tell nothing twice, with concurrent writers and a reader that keeps reconnecting', async () => {
    const token = await server.tokenOf(world.coordinator);
    const appointment = await book(1);
    let reader = await listen(world.coordinator);
    const seen: string[] = [];
    const drain = () => {
      for (const { type, cursor } of reader.events.splice(0))
        if (type === 'encounterChanged') seen.push(cursor);
    };
    let written = 0;
    // Transactions that overlap, of different lengths: those that began first often commit last.
    const writer = async (index: number) => {
      for (let round = 0; round < 10; round += 1) {
        await database()
          .transaction()
          .execute(async (tx) => {
            await appendEvent(tx, 'encounterChanged', appointment.id, new Date());
            await sql`SELECT pg_sleep(${((index * 7 + round * 3) % 10) / 1000})`.execute(tx);
          });
        written += 1;
      }
    };
    const writers = Promise.all(Array.from({ length: 6 }, (_, index) => writer(index)));
    while (written < 60) {
      drain();
      reader.close();
      const { reader: next } = await EventReader.open(server.url, token, reader.lastId);
      drain();
      reader = next;
      open.push(reader);
    }
    await writers;
    await reader.until(() => {
      drain();
      return seen.length >= 60;
    });
    const stored = await sql<{ cursor: string }>`
      SELECT xid::text || '-' || id::text AS cursor FROM event
      WHERE appointment_id = ${appointment.id} AND type = 'encounterChanged'
      ORDER BY xid, id`.execute(database());
    expect(seen).toEqual(stored.rows.map(({ cursor }) => cursor));
  }, 60_000);

  if (kind === 'postgresql')
    it('never step over an event whose transaction commits late', async () => {
      const db = database();
      const { id } = await book(1);
      const start = await horizon(db);
      const committed = Promise.withResolvers<void>();
      const written = Promise.withResolvers<void>();
      const late = db.transaction().execute(async (tx) => {
        await appendEvent(tx, 'encounterChanged', id, new Date());
        written.resolve();
        await committed.promise;
      });
      await written.promise;
      await appendEvent(db, 'invitationOpened', id, new Date());
      // The booking itself may still come: other transactions of the server hold events back, and
      // with it what this test waits for.
      const told = async () =>
        (await eventsAfter(db, start, 10))
          .map(({ event }) => event.type)
          .filter((type) => type !== 'appointmentBooked');
      expect(await told()).toEqual([]);
      committed.resolve();
      await late;
      await eventually(async () => (await told()).length === 2);
      expect(await told()).toEqual(['encounterChanged', 'invitationOpened']);
    });

  it('tell of what another process wrote', async () => {
    const elsewhere = await startTestServer(database());
    try {
      const reader = await listen(world.specialist);
      const answer = await elsewhere.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: consultOf(world),
      });
      // The two have keys of their own here, so each accepts only its own tokens.
      const { id } = appointmentOf(answer);
      await until(reader, 'appointmentBooked', id);
    } finally {
      await elsewhere.close();
    }
  });

  it('begin now for a cursor of another database', async () => {
    const before = await listen(world.coordinator);
    const earlier = await book(1);
    await until(before, 'appointmentBooked', earlier.id);
    const reader = await listen(world.coordinator, '999999999999-1');
    const next = await book(3);
    await until(reader, 'appointmentBooked', next.id);
    expect(reader.events.map((event) => event.appointmentId)).toEqual([next.id]);
  });

  it('are refused without a session, and end when it is over', async () => {
    const refused = await server.send('GET', '/api/events', {});
    expect(problemOf(refused).code).toBe('unauthenticated');
    const reader = await listen(world.coordinator);
    server.context.streams.endAll();
    await reader.ended();
    // The server hears a moment later than the client that a connection is closed.
    await eventually(() => server.context.feed.listeners === 0);
  });
});
