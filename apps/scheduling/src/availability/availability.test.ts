import { describe, expect, it } from '@jest/globals';
import {
  availabilitySchema,
  createdExceptionSchema,
  freeBusySchema,
  pageOf,
  scheduleOwnerSchema,
} from '@silkconsult/protocol';
import { EventReader } from '../testing/eventReader.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import { after, appointmentOf, consultOf, HOUR, problemOf } from '../testing/server.ts';

const SCHEDULE = {
  weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '09:00', end: '18:00' })),
  observesHolidays: true,
  buffers: { beforeMinutes: 0, afterMinutes: 0 },
  dailyMaximum: {},
};

describeScheduling('availability', ({ database, server, world }) => {
  const path = (actor: string) => `/api/actors/${actor}/availability`;
  const read = (actor: string, as: string) => server.send('GET', path(actor), { as });
  const put = (actor: string, as: string, version = 0, change: Record<string, unknown> = {}) =>
    server.send('PUT', path(actor), {
      as,
      body: { version, schedule: { ...SCHEDULE, ...change } },
    });
  const leave = (actor: string, as: string, start: string, end: string, kind = 'leave') =>
    server.send('POST', `${path(actor)}/exceptions`, { as, body: { kind, start, end } });
  const slots = async (actor: string, from: string, to: string) => {
    const answer = await server.send(
      'GET',
      `/api/actors/${actor}/free-busy?from=${from}&to=${to}`,
      {
        as: world.coordinator,
      },
    );
    return freeBusySchema
      .parse(answer.body)
      .slots.map(({ status, start, end }) => [status, start, end]);
  };

  it('is entered by its owner, in the clock of their organisation', async () => {
    expect(
      availabilitySchema.parse((await read(world.specialist, world.specialist)).body),
    ).toMatchObject({ version: 0, timeZone: 'Asia/Shanghai', exceptions: [] });
    const saved = availabilitySchema.parse((await put(world.specialist, world.specialist)).body);
    expect(saved).toMatchObject({ version: 1, schedule: SCHEDULE });
    expect((await read(world.specialist, world.specialist)).body).toEqual(saved);
    const audited = await database()
      .selectFrom('audit_event')
      .select('action')
      .where('entity_id', '=', world.specialist)
      .where('entity', '=', 'schedule')
      .orderBy('id')
      .execute();
    expect(audited.map(({ action }) => action)).toEqual(['read', 'changeSchedule', 'read']);
  });

  it('lets one of two coordinators win who change the same schedule', async () => {
    const answers = await Promise.all([
      put(world.specialist, world.coordinator),
      put(world.specialist, world.specialist),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409);
    if (!lost) throw new Error('one was refused');
    expect(problemOf(lost)).toMatchObject({
      code: 'version_conflict',
      params: { current: { version: 1 } },
    });
  });

  it('names what is booked and no longer fits, and tells all who look at it', async () => {
    await put(world.specialist, world.specialist);
    const { id } = appointmentOf(
      await server.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: consultOf(world),
      }),
    );
    const token = await server.tokenOf(world.osh.coordinator);
    const { reader } = await EventReader.open(server.url, token);
    const afternoons = [1, 2, 3, 4, 5].map((weekday) => ({
      weekday,
      start: '13:00',
      end: '18:00',
    }));
    const changed = availabilitySchema.parse(
      (await put(world.specialist, world.coordinator, 1, { weekly: afternoons })).body,
    );
    expect(changed.outside).toEqual([
      { appointmentId: id, start: after(HOUR), end: after(2 * HOUR), why: 'outside-hours' },
    ]);
    await reader.until(() => reader.events.some(({ actorId }) => actorId === world.specialist));
    reader.close();
    await put(world.specialist, world.coordinator, 2);
    await leave(world.specialist, world.specialist, after(HOUR), after(3 * HOUR));
    const { outside } = availabilitySchema.parse(
      (await read(world.specialist, world.specialist)).body,
    );
    expect(outside).toMatchObject([{ appointmentId: id, why: 'leave' }]);
    const consult = await server.send('GET', `/api/appointments/${id}`, { as: world.coordinator });
    expect(appointmentOf(consult).status).toBe('booked');
  });

  it('lists for who arranges consults whose hours they may enter, rooms too', async () => {
    const list = (as: string, organization?: string) =>
      server.send(
        'GET',
        `/api/schedule-owners${organization ? `?organization=${organization}` : ''}`,
        {
          as,
        },
      );
    const { organizations, osh } = world;
    await put(osh.room, osh.coordinator);
    const own = pageOf(scheduleOwnerSchema).parse((await list(osh.coordinator)).body).items;
    expect(own.map(({ id, hasSchedule }) => [id, hasSchedule])).toEqual([
      [osh.referrer, false],
      [osh.room, true],
    ]);
    expect((await list(world.coordinator, organizations.urumqi)).status).toBe(200);
    for (const [as, organization] of [
      [world.coordinator, organizations.osh],
      [osh.coordinator, organizations.urumqi],
      [world.specialist, organizations.urumqi],
      [osh.patient, organizations.osh],
    ] as const)
      expect(problemOf(await list(as, organization)).code).toBe('forbidden');
    expect(problemOf(await list(world.admin, crypto.randomUUID())).code).toBe('not_found');
  });

  it('is nobody else’s to enter', async () => {
    const { specialist, osh, almaty } = world;
    expect((await put(osh.room, osh.coordinator)).status).toBe(200);
    expect((await put(osh.referrer, osh.referrer)).status).toBe(200);
    expect((await put(specialist, world.admin)).status).toBe(200);
    for (const [actor, as] of [
      [specialist, world.otherSpecialist],
      [specialist, osh.coordinator],
      [osh.room, almaty.coordinator],
      [osh.room, world.coordinator],
      [osh.patient, osh.coordinator],
      [osh.patient, osh.patient],
    ] as const)
      expect(problemOf(await put(actor, as)).code).toBe('forbidden');
    expect(problemOf(await read(specialist, osh.referrer)).code).toBe('forbidden');
    expect(problemOf(await put(crypto.randomUUID(), world.coordinator)).code).toBe('not_found');
  });

  it.each([
    ['a zone that is none', { timeZone: 'Asia/Atlantis' }, 'time_zone_unknown'],
    ['an offset for a zone', { timeZone: '+06:00' }, 'time_zone_unknown'],
    [
      'hours without length',
      { weekly: [{ weekday: 1, start: '09:00', end: '09:00' }] },
      'invalid_request',
    ],
    [
      'a weekday that is none',
      { weekly: [{ weekday: 8, start: '09:00', end: '10:00' }] },
      'invalid_request',
    ],
    [
      'a time that is none',
      { weekly: [{ weekday: 1, start: '9:00', end: '25:00' }] },
      'invalid_request',
    ],
    [
      'hours valid backwards',
      {
        weekly: [
          {
            weekday: 1,
            start: '09:00',
            end: '10:00',
            validFrom: '2026-12-01',
            validTo: '2026-11-01',
          },
        ],
      },
      'end_before_start',
    ],
    ['a buffer of a day', { buffers: { beforeMinutes: 1440, afterMinutes: 0 } }, 'invalid_request'],
  ])('refuses %s', async (_case, wrong, code) => {
    expect(problemOf(await put(world.specialist, world.specialist, 0, wrong)).code).toBe(code);
  });

  describe('leave', () => {
    it('says which consults it touches and cancels none', async () => {
      const booked = appointmentOf(
        await server.send('POST', '/api/appointments', {
          as: world.coordinator,
          body: consultOf(world),
        }),
      );
      const answer = await leave(world.specialist, world.specialist, after(0), after(3 * HOUR));
      const { exception, touched } = createdExceptionSchema.parse(answer.body);
      expect(touched).toEqual([
        { appointmentId: booked.id, start: after(HOUR), end: after(2 * HOUR) },
      ]);
      const still = await server.send('GET', `/api/appointments/${booked.id}`, {
        as: world.coordinator,
      });
      expect(appointmentOf(still).status).toBe('booked');
      const back = await server.send(
        'DELETE',
        `${path(world.specialist)}/exceptions/${exception.id}`,
        { as: world.specialist },
      );
      expect(back.status).toBe(204);
      const listed = availabilitySchema.parse(
        (await read(world.specialist, world.specialist)).body,
      );
      expect(listed.exceptions).toEqual([]);
    });

    it('is refused in years that no calendar here knows', async () => {
      const path = `/api/actors/${world.specialist}/availability/exceptions`;
      for (const year of ['0000', '9999']) {
        const body = {
          kind: 'leave',
          start: `${year}-01-01T00:00:00Z`,
          end: `${year}-01-02T00:00:00Z`,
        };
        const answer = await server.send('POST', path, { as: world.specialist, body });
        expect(problemOf(answer)).toMatchObject({ code: 'invalid_request' });
      }
    });

    it('is refused backwards and for ten years, and not taken back by strangers', async () => {
      const own = world.specialist;
      expect(problemOf(await leave(own, own, after(HOUR), after(0))).code).toBe('end_before_start');
      expect(problemOf(await leave(own, own, after(0), '2036-11-23T02:00:00Z'))).toMatchObject({
        code: 'window_too_long',
        params: { maxDays: 400 },
      });
      const { exception } = createdExceptionSchema.parse(
        (await leave(own, own, after(0), after(HOUR))).body,
      );
      const theirs = `${path(world.otherSpecialist)}/exceptions/${exception.id}`;
      expect(problemOf(await server.send('DELETE', theirs, { as: world.coordinator })).code).toBe(
        'not_found',
      );
    });
  });

  describe('free and busy', () => {
    it('shows a day of rules, leave and consults in one row', async () => {
      await put(world.specialist, world.specialist, 0, { dailyMaximum: {} });
      await server.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: consultOf(world),
      });
      await leave(world.specialist, world.specialist, after(4 * HOUR), after(24 * HOUR));
      // 08:00 to 20:00 in Urumqi; MORNING is 10:00.
      expect(await slots(world.specialist, after(-2 * HOUR), after(10 * HOUR))).toEqual([
        ['busy-unavailable', after(-2 * HOUR), after(-HOUR)],
        ['free', after(-HOUR), after(HOUR)],
        ['busy', after(HOUR), after(2 * HOUR)],
        ['free', after(2 * HOUR), after(4 * HOUR)],
        ['busy-unavailable', after(4 * HOUR), after(10 * HOUR)],
      ]);
    });

    it('is for who arranges consults, in windows of a bearable length', async () => {
      const ask = (actor: string, as: string, to = after(HOUR)) =>
        server.send('GET', `/api/actors/${actor}/free-busy?from=${after(0)}&to=${to}`, { as });
      const { specialist, osh, almaty } = world;
      for (const [actor, as] of [
        [specialist, specialist],
        [specialist, osh.coordinator],
        [osh.patient, world.coordinator],
        [osh.patient, osh.coordinator],
      ] as const)
        expect((await ask(actor, as)).status).toBe(200);
      for (const [actor, as] of [
        [specialist, world.otherSpecialist],
        [specialist, osh.referrer],
        [osh.patient, almaty.coordinator],
        [specialist, osh.patient],
      ] as const)
        expect(problemOf(await ask(actor, as)).code).toBe('forbidden');
      expect(problemOf(await ask(specialist, specialist, after(-HOUR))).code).toBe(
        'end_before_start',
      );
      expect(problemOf(await ask(specialist, specialist, '2036-11-23T02:00:00Z')).code).toBe(
        'window_too_long',
      );
    });
  });
});
