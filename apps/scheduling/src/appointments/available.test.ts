import { beforeEach, describe, expect, it } from '@jest/globals';
import { giveHours, giveLeave } from '../testing/availability.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import { after, appointmentOf, consultOf, HOUR, MINUTE, problemOf } from '../testing/server.ts';

/** 20:00 in Urumqi; MORNING is 10:00 there, on a Monday. */
const EVENING = { start: after(10 * HOUR), end: after(11 * HOUR) };
const WEEK = 7 * 24 * HOUR;

describeScheduling('booking people with a schedule', ({ database, server, world }) => {
  beforeEach(async () => {
    await giveHours(database(), world.specialist);
  });

  const book = (change: Record<string, unknown> = {}, as = world.coordinator) =>
    server.send('POST', '/api/appointments', { as, body: consultOf(world, change) });
  const change = (id: string, body: unknown, as = world.coordinator) =>
    server.send('PATCH', `/api/appointments/${id}`, { as, body });
  const count = async (table: 'hold' | 'appointment' | 'participant') =>
    Number(
      (
        await database()
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as('count'))
          .executeTakeFirstOrThrow()
      ).count,
    );

  it('says who does not work then, and books when a coordinator insists', async () => {
    expect((await book()).status).toBe(201);
    expect(problemOf(await book(EVENING))).toMatchObject({
      code: 'outside_availability',
      params: { actor: world.specialist, name: 'Specialist', why: 'outside-hours' },
    });
    expect(await count('hold')).toBe(5);
    expect((await book({ ...EVENING, evenIfUnavailable: true })).status).toBe(201);
  });

  it('lets nobody but coordinators insist on somebody else’s evening, and everybody on their own', async () => {
    const insisting = { ...EVENING, evenIfUnavailable: true };
    expect(problemOf(await book(insisting, world.osh.referrer)).code).toBe('outside_availability');
    expect((await book(insisting, world.specialist)).status).toBe(201);
  });

  it('names everybody who is not available at once, and who is held before them', async () => {
    await giveLeave(database(), world.interpreter, after(0), after(24 * HOUR));
    expect(problemOf(await book(EVENING)).params).toMatchObject({
      why: 'outside-hours',
      all: [
        { actor: world.specialist, why: 'outside-hours' },
        { actor: world.interpreter, role: 'interpreter', why: 'leave' },
      ],
    });
    await book({ ...EVENING, evenIfUnavailable: true });
    expect(problemOf(await book(EVENING)).code).toBe('actor_busy');
  });

  it('respects leave, holidays, buffers and the daily maximum', async () => {
    await giveLeave(database(), world.interpreter, after(HOUR), after(3 * HOUR));
    expect(problemOf(await book()).params).toMatchObject({
      actor: world.interpreter,
      why: 'leave',
    });
    await giveHours(database(), world.specialist, {
      buffers: { beforeMinutes: 5, afterMinutes: 10 },
      dailyMaximum: { consults: 2 },
    });
    const at = (minutes: number) => ({
      start: after(4 * HOUR + minutes * MINUTE),
      end: after(4 * HOUR + (minutes + 30) * MINUTE),
    });
    expect((await book(at(0))).status).toBe(201);
    expect(problemOf(await book(at(44))).params).toMatchObject({ why: 'buffer' });
    expect((await book(at(45))).status).toBe(201);
    expect(problemOf(await book(at(90))).params).toMatchObject({ why: 'daily-maximum' });
    const nextDay = { start: after(26 * HOUR), end: after(27 * HOUR) };
    expect((await book(nextDay)).status).toBe(201);
  });

  it.each([
    ['buffer', { buffers: { beforeMinutes: 30, afterMinutes: 30 } }],
    ['daily-maximum', { dailyMaximum: { consults: 1 } }],
    ['daily-maximum', { dailyMaximum: { minutes: 59 } }],
  ])('keeps the %s between bookings of one moment: %j', async (why, rules) => {
    await giveHours(database(), world.specialist, rules);
    const alone = [{ actor: world.specialist, role: 'specialist' }];
    const consult = (minutes: number, patient: string, more: object = {}) =>
      book({
        start: after(4 * HOUR + minutes * MINUTE),
        end: after(4 * HOUR + (minutes + 30) * MINUTE),
        participants: [...alone, { actor: patient, role: 'patient' }],
        ...more,
      });
    const { osh, almaty } = world;
    const rivals = await Promise.all([
      consult(0, osh.patient),
      consult(40, almaty.patient),
      // One that is written in a transaction of its own.
      consult(-40, osh.otherPatient, { repeat: { every: 'week', count: 2 } }),
    ]);
    const refused = rivals.filter(({ status }) => status !== 201);
    expect(refused.map((answer) => problemOf(answer).params?.why)).toEqual([why, why]);
    const insisted = await consult(100, almaty.otherPatient, { evenIfUnavailable: true });
    expect(insisted.status).toBe(201);
  });

  it('tells who is held before it tells of buffers', async () => {
    await giveHours(database(), world.specialist, {
      buffers: { beforeMinutes: 5, afterMinutes: 10 },
    });
    await book();
    expect(problemOf(await book()).code).toBe('actor_busy');
  });

  it('moves a consult only to where everybody works', async () => {
    const booked = appointmentOf(await book());
    const moved = await change(booked.id, { version: 1, ...EVENING });
    expect(problemOf(moved).code).toBe('outside_availability');
    const insisted = await change(booked.id, { version: 1, ...EVENING, evenIfUnavailable: true });
    expect(insisted.status).toBe(200);
  });

  describe('a series of follow-ups', () => {
    const weekly = { repeat: { every: 'week', count: 3 } };

    it('is booked as a whole', async () => {
      const first = appointmentOf(await book(weekly));
      expect(await count('hold')).toBe(15);
      const rows = await database()
        .selectFrom('appointment')
        .select('starts_at')
        .where('series_id', '=', first.seriesId ?? '')
        .orderBy('starts_at')
        .execute();
      expect(rows.map(({ starts_at }) => starts_at.toISOString())).toEqual(
        [0, 1, 2].map((index) => after(HOUR + index * WEEK)),
      );
    });

    it('or not at all', async () => {
      await book({ start: after(HOUR + WEEK), end: after(2 * HOUR + WEEK) });
      const before = await Promise.all([count('appointment'), count('hold')]);
      expect(problemOf(await book(weekly))).toMatchObject({
        code: 'actor_busy',
        params: { start: after(HOUR + WEEK) },
      });
      await giveLeave(database(), world.specialist, after(2 * WEEK), after(2 * WEEK + 5 * HOUR));
      const other = { ...weekly, start: after(3 * HOUR), end: after(4 * HOUR) };
      expect(problemOf(await book(other)).params).toMatchObject({ why: 'leave' });
      expect(await Promise.all([count('appointment'), count('hold')])).toEqual(before);
    });

    it('can be cancelled one by one', async () => {
      const first = appointmentOf(await book(weekly));
      await change(first.id, { version: 1, status: 'cancelled' });
      expect(await count('hold')).toBe(10);
    });
  });

  describe('an interpreter who drops out', () => {
    const release = (id: string, actor: string, as: string) =>
      server.send('DELETE', `/api/appointments/${id}/participants/${actor}`, { as });

    it('leaves the consult booked, and the patient with it', async () => {
      const booked = appointmentOf(await book({ interpretation: 'direct' }));
      expect(booked).toMatchObject({ interpretation: 'direct', interpreterMissing: false });
      const left = appointmentOf(await release(booked.id, world.interpreter, world.interpreter));
      expect(left).toMatchObject({ status: 'booked', version: 2, interpreterMissing: true });
      expect(await count('hold')).toBe(4);
      const moved = await change(booked.id, {
        version: 2,
        start: after(4 * HOUR),
        end: after(5 * HOUR),
      });
      expect(appointmentOf(moved).interpreterMissing).toBe(true);
      expect(await count('hold')).toBe(4);
    });

    it('is the only one who can, and only by who may', async () => {
      const booked = appointmentOf(await book());
      const { specialist, interpreter, osh } = world;
      expect(problemOf(await release(booked.id, specialist, world.coordinator)).code).toBe(
        'role_mismatch',
      );
      expect(problemOf(await release(booked.id, interpreter, osh.patient)).code).toBe('forbidden');
      expect(problemOf(await release(booked.id, world.observer, world.coordinator)).code).toBe(
        'not_found',
      );
      expect((await release(booked.id, interpreter, osh.referrer)).status).toBe(200);
    });
  });

  it('with captions alone waits for the specialist to agree', async () => {
    const participants = [
      { actor: world.specialist, role: 'specialist' },
      { actor: world.osh.patient, role: 'patient' },
    ];
    const booked = appointmentOf(await book({ interpretation: 'captions-only', participants }));
    expect(booked.status).toBe('pending');
    expect(await count('hold')).toBe(2);
    const agree = { version: 1, status: 'booked' };
    expect(problemOf(await change(booked.id, agree)).code).toBe('forbidden');
    expect(appointmentOf(await change(booked.id, agree, world.specialist)).status).toBe('booked');
  });
});
