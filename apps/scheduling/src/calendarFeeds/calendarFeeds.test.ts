import { expect, it } from '@jest/globals';
import type { CreatedCalendarFeed } from '@silkconsult/protocol';
import ICAL from 'ical.js';
import { describeScheduling } from '../testing/scheduling.ts';
import { after, appointmentOf, consultOf, HOUR, problemOf } from '../testing/server.ts';

describeScheduling('calendar feeds', ({ database, server, world }) => {
  const create = async (as: string) =>
    (await server.send('POST', '/api/calendar-feeds', { as })).body as CreatedCalendarFeed;
  const read = (feed: CreatedCalendarFeed) => server.send('GET', new URL(feed.url).pathname);
  const book = async (change = {}) =>
    appointmentOf(
      await server.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: consultOf(world, change),
      }),
    );

  it("hold their person's standing consults, and follow every change", async () => {
    const consult = await book();
    const other = await book({ start: after(3 * HOUR), end: after(4 * HOUR) });
    await server.send('PATCH', `/api/appointments/${other.id}`, {
      as: world.coordinator,
      body: { version: 1, status: 'cancelled' },
    });
    const feed = await create(world.osh.referrer);
    const answer = await read(feed);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('cache-control')).toContain('no-store');
    const events = new ICAL.Component(ICAL.parse(String(answer.body))).getAllSubcomponents(
      'vevent',
    );
    expect(events).toHaveLength(1);
    const [event] = events.map((one) => new ICAL.Event(one));
    expect(event?.uid).toBe(`${consult.id}@consult.example`);
    expect(event?.startDate.toString()).toBe('2026-11-23T09:00:00');
    expect(event?.summary).toBe('Видеоконсультация');
    expect(String(answer.body)).not.toContain('Follow-up');
    const stranger = await create(world.almaty.referrer);
    expect(String((await read(stranger)).body)).not.toContain('VEVENT');
  });

  it('open with their token alone, which the database does not hold, until they are revoked', async () => {
    const feed = await create(world.specialist);
    const secret = /calendar\/(.+)\.ics$/.exec(feed.url)?.[1] ?? '';
    const rows = await database().selectFrom('calendar_feed').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect((await read(feed)).status).toBe(200);
    const guess = await server.send('GET', '/calendar/x.ics');
    expect(problemOf(guess).code).toBe('not_found');

    const revoke = (as: string) => server.send('DELETE', `/api/calendar-feeds/${feed.id}`, { as });
    expect(problemOf(await revoke(world.interpreter)).code).toBe('not_found');
    expect((await revoke(world.specialist)).status).toBe(204);
    expect(problemOf(await read(feed)).code).toBe('not_found');
    expect(problemOf(await revoke(world.specialist)).code).toBe('not_found');
  });

  it('are listed to who made them, ten at most, and are none for patients', async () => {
    for (let made = 0; made < 10; made += 1) await create(world.specialist);
    const full = await server.send('POST', '/api/calendar-feeds', { as: world.specialist });
    expect(problemOf(full).code).toBe('too_many_feeds');
    const list = async (as: string) =>
      ((await server.send('GET', '/api/calendar-feeds', { as })).body as { items: unknown[] })
        .items;
    expect(await list(world.specialist)).toHaveLength(10);
    expect(await list(world.interpreter)).toEqual([]);
    const patient = await server.send('POST', '/api/calendar-feeds', { as: world.osh.patient });
    expect(problemOf(patient).code).toBe('forbidden');
  });

  it('leave no token in the metrics, which name the route alone', async () => {
    const feed = await create(world.specialist);
    await read(feed);
    const secret = /calendar\/(.+)\.ics$/.exec(feed.url)?.[1] ?? '';
    const metrics = await server.send('GET', '/metrics');
    expect(String(metrics.body)).toContain('/calendar/:token.ics');
    expect(String(metrics.body)).not.toContain(secret);
  });
});
