import { describe, expect, it } from '@jest/globals';
import { describeScheduling } from '../testing/scheduling.ts';
import {
  type Answer,
  after,
  appointmentOf,
  consultOf,
  HOUR,
  MINUTE,
  problemOf,
} from '../testing/server.ts';

describeScheduling('booking', ({ database, server, world }) => {
  const book = (change: Record<string, unknown> = {}, as = world.coordinator) =>
    server.send('POST', '/api/appointments', { as, body: consultOf(world, change) });
  const change = (id: string, body: unknown, as = world.coordinator) =>
    server.send('PATCH', `/api/appointments/${id}`, { as, body });
  const holds = async () =>
    Number(
      (
        await database()
          .selectFrom('hold')
          .select((eb) => eb.fn.countAll().as('count'))
          .executeTakeFirstOrThrow()
      ).count,
    );

  it('books a consult, holds everybody and tells the zone of the organiser', async () => {
    const answer = await book();
    expect(answer.status).toBe(201);
    const booked = appointmentOf(answer);
    expect(booked).toMatchObject({
      version: 1,
      status: 'booked',
      start: after(HOUR),
      organizerTimeZone: 'Asia/Shanghai',
      tzdataVersion: process.versions.tz,
      admission: { opensAt: after(45 * MINUTE), closesAt: after(5 * HOUR) },
    });
    expect(booked.participants).toHaveLength(5);
    expect(await holds()).toBe(5);
  });

  it('says who is busy and when, and holds nothing of what was refused', async () => {
    appointmentOf(await book());
    const rival = consultOf(world, {
      start: after(1.5 * HOUR),
      end: after(3 * HOUR),
      participants: [
        { actor: world.specialist, role: 'specialist' },
        { actor: world.almaty.patient, role: 'patient' },
      ],
    });
    const problem = problemOf(
      await server.send('POST', '/api/appointments', { as: world.coordinator, body: rival }),
    );
    expect(problem).toMatchObject({
      code: 'actor_busy',
      status: 409,
      i18nKey: 'errors.actor_busy',
      params: {
        actor: world.specialist,
        name: 'Specialist',
        start: after(HOUR),
        end: after(2 * HOUR),
      },
    });
    expect(await holds()).toBe(5);
  });

  it('answers with what it has booked when the same is sent again with its key', async () => {
    const key = crypto.randomUUID();
    const both = await Promise.all([book({ key }), book({ key })]);
    const ids = both.map((one) => appointmentOf(one).id);
    expect(new Set([...ids, appointmentOf(await book({ key })).id]).size).toBe(1);
    expect(problemOf(await book()).code).toBe('actor_busy');
    // The key is its sender's: nobody else is told by it what was booked.
    expect(problemOf(await book({ key }, world.osh.coordinator)).code).toBe('actor_busy');
  });

  it('books the next consult from the very instant at which the last one ends', async () => {
    appointmentOf(await book());
    expect((await book({ start: after(2 * HOUR), end: after(3 * HOUR) })).status).toBe(201);
  });

  it('lets exactly one of 200 rivals have the specialist, whatever side they come from', async () => {
    const token = await server.tokenOf(world.coordinator);
    const answers = await Promise.all(
      Array.from({ length: 200 }, () =>
        server.send('POST', '/api/appointments', { token, body: consultOf(world) }),
      ),
    );
    const codes = answers.map((answer) =>
      answer.status === 201 ? 'booked' : problemOf(answer).code,
    );
    expect(codes.filter((code) => code === 'booked')).toHaveLength(1);
    expect(codes.filter((code) => code === 'actor_busy')).toHaveLength(199);
    expect(await holds()).toBe(5);
  }, 60_000);

  it('does not let rivals with partly the same people lock each other out', async () => {
    const token = await server.tokenOf(world.coordinator);
    const people = [
      [world.specialist, world.otherSpecialist],
      [world.otherSpecialist, world.specialist],
    ] as const;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        const [first, second] = people[index % 2] ?? people[0];
        return server.send('POST', '/api/appointments', {
          token,
          body: consultOf(world, {
            participants: [
              { actor: first, role: 'specialist' },
              { actor: second, role: 'specialist' },
              { actor: world.osh.patient, role: 'patient' },
            ],
          }),
        });
      }),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
  });

  describe('changes', () => {
    it('moves every hold when a consult is rescheduled', async () => {
      const booked = appointmentOf(await book());
      const moved = appointmentOf(
        await change(booked.id, { version: 1, start: after(4 * HOUR), end: after(5 * HOUR) }),
      );
      expect(moved).toMatchObject({ version: 2, start: after(4 * HOUR), status: 'booked' });
      expect(await holds()).toBe(5);
      expect((await book()).status).toBe(201);
      expect(problemOf(await book({ start: after(4 * HOUR), end: after(5 * HOUR) })).code).toBe(
        'actor_busy',
      );
    });

    it('may overlap its own old time', async () => {
      const booked = appointmentOf(await book());
      const moved = await change(booked.id, {
        version: 1,
        start: after(1.5 * HOUR),
        end: after(2.5 * HOUR),
      });
      expect(moved.status).toBe(200);
    });

    it('keeps the old time when the new one is taken', async () => {
      const booked = appointmentOf(await book());
      const later = appointmentOf(await book({ start: after(4 * HOUR), end: after(5 * HOUR) }));
      const refused = await change(later.id, {
        version: 1,
        start: after(1.5 * HOUR),
        end: after(2.5 * HOUR),
      });
      expect(problemOf(refused)).toMatchObject({
        code: 'actor_busy',
        params: { start: booked.start },
      });
      const still = await server.send('GET', `/api/appointments/${later.id}`, {
        as: world.coordinator,
      });
      expect(appointmentOf(still)).toMatchObject({ version: 1, start: after(4 * HOUR) });
      expect(await holds()).toBe(10);
    });

    it('frees everybody when a consult is cancelled, and says why it was', async () => {
      const booked = appointmentOf(await book());
      const cancelled = appointmentOf(
        await change(booked.id, {
          version: 1,
          status: 'cancelled',
          cancellationReason: 'The patient has recovered',
        }),
      );
      expect(cancelled).toMatchObject({
        status: 'cancelled',
        cancellationReason: 'The patient has recovered',
      });
      expect(await holds()).toBe(0);
      expect((await book()).status).toBe(201);
    });

    it('refuses a change made on an old version, and shows the current one', async () => {
      const booked = appointmentOf(await book());
      await change(booked.id, { version: 1, start: after(4 * HOUR), end: after(5 * HOUR) });
      const problem = problemOf(await change(booked.id, { version: 1, status: 'cancelled' }));
      expect(problem).toMatchObject({
        code: 'version_conflict',
        params: { current: { id: booked.id, version: 2, start: after(4 * HOUR) } },
      });
    });

    it('lets one of two coordinators win who change at the same moment', async () => {
      const booked = appointmentOf(await book());
      const answers: Answer[] = await Promise.all([
        change(booked.id, { version: 1, start: after(4 * HOUR), end: after(5 * HOUR) }),
        change(booked.id, { version: 1, start: after(6 * HOUR), end: after(7 * HOUR) }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    });

    it('does not bring a cancelled consult back, and tells no no-show before its start', async () => {
      const booked = appointmentOf(await book());
      expect(problemOf(await change(booked.id, { version: 1, status: 'noshow' })).code).toBe(
        'too_early',
      );
      await change(booked.id, { version: 1, status: 'cancelled' });
      expect(problemOf(await change(booked.id, { version: 2, status: 'booked' }))).toMatchObject({
        code: 'status_transition_refused',
        params: { from: 'cancelled', to: 'booked' },
      });
    });

    it('is refused to the interpreter and the patient, and hidden from strangers', async () => {
      const booked = appointmentOf(await book());
      const cancel = { version: 1, status: 'cancelled' };
      expect(problemOf(await change(booked.id, cancel, world.interpreter)).code).toBe('forbidden');
      expect(problemOf(await change(booked.id, cancel, world.osh.patient)).code).toBe('forbidden');
      expect(problemOf(await change(booked.id, cancel, world.otherSpecialist)).code).toBe(
        'not_found',
      );
      expect((await change(booked.id, cancel, world.osh.referrer)).status).toBe(200);
    });
  });

  describe('what is refused', () => {
    it.each([
      ['an end before the start', { end: after(30 * MINUTE) }, 'end_before_start'],
      ['nine hours', { end: after(10 * HOUR) }, 'appointment_too_long'],
      [
        'yesterday',
        { start: after(-24 * HOUR), end: after(-23 * HOUR) },
        'appointment_in_the_past',
      ],
      ['a time without a zone', { start: '2026-11-23T04:00:00' }, 'invalid_request'],
      ['a time that is none', { start: '2026-02-30T04:00:00Z' }, 'invalid_request'],
      ['no reason', { reason: '  ' }, 'invalid_request'],
      ['nobody', { participants: [] }, 'invalid_request'],
    ])('%s', async (_case, wrong, code) => {
      expect(problemOf(await book(wrong)).code).toBe(code);
      expect(await holds()).toBe(0);
    });

    it('somebody unknown, twice the same, the wrong part, and half a consult', async () => {
      const specialist = { actor: world.specialist, role: 'specialist' };
      const patient = { actor: world.osh.patient, role: 'patient' };
      const unknown = { actor: '00000000-0000-4000-8000-000000000000', role: 'patient' };
      const cases = [
        [[specialist, unknown], 'actor_unknown'],
        [[specialist, patient, patient], 'invalid_request'],
        [[specialist, { ...patient, role: 'interpreter' }], 'role_mismatch'],
        [[{ actor: world.osh.referrer, role: 'specialist' }, patient], 'role_mismatch'],
        [
          [specialist, { actor: world.interpreter, role: 'interpreter' }],
          'participants_incomplete',
        ],
        [[patient, { actor: world.osh.referrer, role: 'referrer' }], 'participants_incomplete'],
      ] as const;
      for (const [participants, code] of cases)
        expect(problemOf(await book({ participants })).code).toBe(code);
    });

    it('bookings by those who may not make them', async () => {
      for (const as of [world.interpreter, world.osh.patient, world.observer])
        expect(problemOf(await book({}, as)).code).toBe('forbidden');
      expect(problemOf(await book({}, world.almaty.referrer)).code).toBe('forbidden');
      expect(problemOf(await book({}, world.almaty.coordinator)).code).toBe('forbidden');
      expect(problemOf(await book({}, world.otherSpecialist)).code).toBe('forbidden');
      expect((await book({}, world.osh.referrer)).status).toBe(201);
    });

    it('requests without a session', async () => {
      const answer = await server.send('POST', '/api/appointments', { body: consultOf(world) });
      expect(problemOf(answer)).toMatchObject({ status: 401, code: 'unauthenticated' });
    });
  });

  describe('lists', () => {
    const list = async (as: string, query = '') => {
      const window = `from=${after(0)}&to=${after(48 * HOUR)}`;
      const answer = await server.send('GET', `/api/appointments?${window}${query}`, { as });
      return answer.body as { items: { id: string; start: string }[]; nextCursor?: string };
    };

    it('show each role only what it may see', async () => {
      const withOsh = appointmentOf(await book());
      const withAlmaty = appointmentOf(
        await book({
          participants: [
            { actor: world.otherSpecialist, role: 'specialist' },
            { actor: world.almaty.patient, role: 'patient' },
          ],
        }),
      );
      const both = [withOsh.id, withAlmaty.id].sort();
      const seen = async (as: string) => (await list(as)).items.map(({ id }) => id).sort();
      expect(await seen(world.coordinator)).toEqual(both);
      expect(await seen(world.admin)).toEqual(both);
      expect(await seen(world.specialist)).toEqual([withOsh.id]);
      expect(await seen(world.osh.referrer)).toEqual([withOsh.id]);
      expect(await seen(world.osh.coordinator)).toEqual([withOsh.id]);
      expect(await seen(world.almaty.coordinator)).toEqual([withAlmaty.id]);
      expect(await seen(world.almaty.referrer)).toEqual([]);
      expect(await seen(world.interpreter)).toEqual([withOsh.id]);
      expect(await seen(world.observer)).toEqual([]);
    });

    it('come in pages, in the order of their start', async () => {
      for (const hour of [5, 1, 3])
        await book({ start: after(hour * HOUR), end: after((hour + 1) * HOUR) });
      const first = await list(world.coordinator, '&limit=2');
      expect(first.items.map(({ start }) => start)).toEqual([after(HOUR), after(3 * HOUR)]);
      const second = await list(world.coordinator, `&limit=2&cursor=${first.nextCursor}`);
      expect(second.items.map(({ start }) => start)).toEqual([after(5 * HOUR)]);
      expect(second.nextCursor).toBeUndefined();
    });

    it('refuse a window of ten years and one that ends before it begins', async () => {
      for (const to of ['2036-11-23T02:00:00Z', after(-HOUR)]) {
        const answer = await server.send('GET', `/api/appointments?from=${after(0)}&to=${to}`, {
          as: world.coordinator,
        });
        expect(problemOf(answer).code).toBe('invalid_request');
      }
    });
  });

  it('records who read an appointment', async () => {
    const booked = appointmentOf(await book());
    await server.send('GET', `/api/appointments/${booked.id}`, { as: world.specialist });
    const rows = await database()
      .selectFrom('audit_event')
      .select(['actor_id', 'action'])
      .where('entity_id', '=', booked.id)
      .orderBy('id')
      .execute();
    expect(rows).toEqual([
      { actor_id: world.coordinator, action: 'book' },
      { actor_id: world.specialist, action: 'read' },
    ]);
  });
});
