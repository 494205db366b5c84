import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  appointmentSearchSchema,
  type SearchResult,
  searchResultSchema,
} from '@silkconsult/protocol';
import { giveHours, giveLeave } from '../testing/availability.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import { after, appointmentOf, consultOf, HOUR, problemOf } from '../testing/server.ts';
import { searchAppointments } from './commands.ts';

const DAY = 24 * HOUR;

describeScheduling('the search for a time that all share', ({ database, server, world }) => {
  beforeEach(async () => {
    for (const actor of [
      world.specialist,
      world.otherSpecialist,
      world.interpreter,
      world.osh.referrer,
      world.osh.room,
    ])
      await giveHours(database(), actor);
  });

  const ask = (change: Record<string, unknown> = {}, as = world.coordinator) =>
    server.send('POST', '/api/appointment-searches', {
      as,
      body: {
        specialists: [world.specialist],
        referrer: world.osh.referrer,
        patient: world.osh.patient,
        location: world.osh.room,
        languagePair: ['zh-CN', 'ru'],
        durationMinutes: 30,
        from: after(0),
        to: after(7 * DAY),
        ...change,
      },
    });
  const search = async (change: Record<string, unknown> = {}): Promise<SearchResult> => {
    const answer = await ask(change);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return searchResultSchema.parse(answer.body);
  };
  const speak = (actor: string, languages: string[], pairs: [string, string][] = []) =>
    database()
      .updateTable('actor')
      .set({ languages: languages as never, language_pairs: JSON.stringify(pairs) })
      .where('id', '=', actor)
      .execute();
  /** A consult that keeps these busy. */
  const keepBusy = async (start: string, end: string, people = consultOf(world).participants) =>
    appointmentOf(
      await server.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: consultOf(world, { start, end, participants: people, evenIfUnavailable: true }),
      }),
    );

  it('finds the first time within everybody’s hours, with all that a booking needs', async () => {
    await speak(world.specialist, ['zh-CN']);
    const { options, explanations } = await search();
    // 10:00 in Urumqi is 08:00 in Osh: the referrer begins an hour later, at 11:00 Beijing time.
    expect(options[0]).toMatchObject({
      start: after(HOUR),
      end: after(1.5 * HOUR),
      interpretation: 'direct',
      needsAgreement: false,
    });
    expect(options).toHaveLength(10);
    expect(explanations).toEqual([]);
    const [best] = options;
    const answer = await server.send('POST', '/api/appointments', {
      as: world.coordinator,
      body: {
        start: best?.start,
        end: best?.end,
        reason: 'Found by the search',
        interpretation: best?.interpretation,
        participants: best?.participants.map(({ actor, role }) => ({ actor, role })),
      },
    });
    expect(appointmentOf(answer).participants).toHaveLength(5);
    expect((await search()).options[0]?.start).toBe(after(1.5 * HOUR));
  });

  it('offers nothing that cannot be booked', async () => {
    await giveHours(database(), world.specialist, {
      buffers: { beforeMinutes: 10, afterMinutes: 10 },
      dailyMaximum: { consults: 3 },
    });
    await keepBusy(after(2 * HOUR), after(3 * HOUR));
    await giveLeave(database(), world.osh.referrer, after(4 * HOUR), after(30 * HOUR));
    for (const option of (await search()).options) {
      const answer = await server.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: {
          start: option.start,
          end: option.end,
          reason: 'Found by the search',
          participants: option.participants.map(({ actor, role }) => ({ actor, role })),
        },
      });
      const booked = appointmentOf(answer);
      await server.send('PATCH', `/api/appointments/${booked.id}`, {
        as: world.coordinator,
        body: { version: 1, status: 'cancelled' },
      });
    }
  });

  it('takes the specialist who has less to do, and of several rooms any', async () => {
    const alone = [
      { actor: world.otherSpecialist, role: 'specialist' },
      { actor: world.almaty.patient, role: 'patient' },
    ];
    await keepBusy(after(5 * HOUR), after(7 * HOUR), alone);
    const { options } = await search({
      specialists: undefined,
      anySpecialist: { specialty: 'cardiology' },
      location: undefined,
      anyLocationOf: world.organizations.osh,
    });
    const names = options[0]?.participants.map(({ name }) => name);
    expect(names).toContain('Specialist');
    expect(names).toContain('Osh room');
  });

  it('brings all specialists of a board together', async () => {
    await giveLeave(database(), world.otherSpecialist, after(0), after(5 * HOUR));
    const { options } = await search({
      specialists: [world.specialist, world.otherSpecialist],
    });
    expect(options[0]?.start).toBe(after(5 * HOUR));
  });

  describe('the ladder', () => {
    beforeEach(async () => {
      await speak(world.specialist, ['zh-CN']);
      await speak(world.osh.patient, ['ky']);
      await speak(world.osh.referrer, ['ky']);
    });
    const kyrgyz = { languagePair: ['zh-CN', 'ky'] };
    const interpreter = async (pairs: [string, string][]) => {
      const other = await database()
        .insertInto('actor')
        .values({
          id: crypto.randomUUID(),
          organization_id: world.organizations.urumqi,
          role: 'interpreter',
          name: 'Second interpreter',
          languages: ['zh-CN'],
          language_pairs: JSON.stringify(pairs),
          demo: false,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return other.id;
    };

    it('needs no interpreter where the specialist speaks the patient’s language', async () => {
      await speak(world.specialist, ['zh-CN', 'ky']);
      expect((await search(kyrgyz)).options[0]).toMatchObject({ interpretation: 'none' });
    });

    it('takes another of the pair when the wished one is away', async () => {
      await speak(world.interpreter, ['zh-CN', 'ky'], [['zh-CN', 'ky']]);
      const second = await interpreter([['ky', 'zh-CN']]);
      const wish = { ...kyrgyz, interpreter: world.interpreter };
      const of = (result: SearchResult) =>
        result.options[0]?.participants.find(({ role }) => role === 'interpreter')?.actor;
      expect(of(await search(wish))).toBe(world.interpreter);
      await giveLeave(database(), world.interpreter, after(0), after(8 * DAY));
      const instead = await search(wish);
      expect(of(instead)).toBe(second);
      expect(instead.options[0]?.interpretation).toBe('direct');
    });

    it('relays through Russian with an interpreter on each side', async () => {
      await interpreter([['ru', 'ky']]);
      const { options, explanations } = await search(kyrgyz);
      expect(options[0]?.interpretation).toBe('relay');
      const names = options[0]?.participants.filter(({ role }) => role === 'interpreter');
      expect(names?.map(({ name }) => name)).toEqual(['Interpreter', 'Second interpreter']);
      expect(explanations).toContainEqual({
        code: 'no-interpreter-of-pair',
        from: 'zh-CN',
        to: 'ky',
      });
    });

    it('relays with one where the referrer speaks Russian', async () => {
      await speak(world.osh.referrer, ['ky', 'ru']);
      const { options } = await search(kyrgyz);
      expect(options[0]).toMatchObject({ interpretation: 'relay' });
      expect(options[0]?.participants).toHaveLength(5);
    });

    it('ends with captions alone, for the specialist to agree to', async () => {
      const { options } = await search(kyrgyz);
      expect(options[0]).toMatchObject({ interpretation: 'captions-only', needsAgreement: true });
    });

    it('prefers an interpreter of the pair in two days to captions now, but not for a stat', async () => {
      await speak(world.interpreter, ['zh-CN', 'ky'], [['zh-CN', 'ky']]);
      await giveLeave(database(), world.interpreter, after(-HOUR), after(2 * DAY));
      const routine = await search(kyrgyz);
      expect(routine.options[0]).toMatchObject({
        interpretation: 'direct',
        start: after(2 * DAY + HOUR),
      });
      const stat = await search({ ...kyrgyz, urgency: 'stat' });
      expect(stat.options[0]).toMatchObject({ interpretation: 'captions-only' });
      expect(stat.explanations).toMatchObject([
        { code: 'on-leave', name: 'Interpreter', only: true, until: after(2 * DAY) },
      ]);
    });
  });

  describe('says why there is none', () => {
    it('who is on leave, and until when', async () => {
      await giveLeave(database(), world.specialist, after(-DAY), after(10 * DAY));
      expect(await search()).toMatchObject({
        options: [],
        explanations: [
          { code: 'on-leave', name: 'Specialist', only: false, until: after(10 * DAY) },
        ],
      });
    });

    it('who never works in that time, and who has no time left', async () => {
      const sunday = { from: after(6 * DAY), to: after(6 * DAY + 8 * HOUR) };
      const { explanations } = await search(sunday);
      expect(explanations.map(({ code }) => code)).toContain('no-hours');
      await keepBusy(after(0), after(8 * HOUR));
      const today = await search({ to: after(8 * HOUR) });
      expect(today.options).toEqual([]);
      expect(today.explanations[0]).toMatchObject({ code: 'fully-booked', name: 'Specialist' });
    });

    it('what is not there at all', async () => {
      const { explanations } = await search({
        specialists: undefined,
        anySpecialist: { specialty: 'neurology' },
        location: undefined,
        anyLocationOf: world.organizations.urumqi,
      });
      expect(explanations).toEqual([
        { code: 'nobody-of-specialty', specialty: 'neurology' },
        { code: 'no-room' },
      ]);
    });

    it('which two never have time together', async () => {
      const night = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '20:00', end: '22:00' }));
      await giveHours(database(), world.osh.room, { weekly: night });
      const { options, explanations } = await search();
      expect(options).toEqual([]);
      expect(explanations).toEqual([
        { code: 'never-together', first: 'Specialist', second: 'Osh room' },
      ]);
    });
  });

  it('puts a patient’s night behind a later day', async () => {
    const allDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
      weekday,
      start: '00:00',
      end: '24:00',
    }));
    for (const actor of [world.specialist, world.interpreter, world.osh.room, world.osh.referrer])
      await giveHours(database(), actor, { weekly: allDay });
    const from = after(12 * HOUR); // 22:00 in Urumqi, 20:00 in Osh
    const { options } = await search({ from, limit: 5 });
    expect(options[0]?.cost.uncivilHours).toBe(0);
    const stat = await search({ from, limit: 5, urgency: 'stat' });
    expect(stat.options[0]?.start).toBe(from);
  });

  it('offers what was asked for first, however many earlier times there are', async () => {
    const start = after(5 * DAY + 2 * HOUR);
    const end = after(5 * DAY + 3 * HOUR);
    const plain = await search();
    expect(plain.options.map((one) => one.start)).not.toContain(start);
    const { options } = await search({ preferredWindows: [{ start, end }], limit: 3 });
    expect(options.map((one) => [one.start, one.cost.unasked])).toEqual(
      // A routine consult waits two days for a time that suits, and not five.
      plain.options.slice(0, 3).map((one) => [one.start, 48]),
    );
    const soon = { start: after(DAY + 2 * HOUR), end: after(DAY + 2.5 * HOUR) };
    const near = await search({ preferredWindows: [soon], limit: 3 });
    expect(near.options[0]).toMatchObject({ start: soon.start, cost: { unasked: 0 } });
  });

  it('refuses windows that are too long or end first, strangers, and people who do not exist', async () => {
    expect(problemOf(await ask({ to: '2036-11-23T02:00:00Z' })).code).toBe('window_too_long');
    expect(problemOf(await ask({ to: after(-HOUR) })).code).toBe('end_before_start');
    expect(problemOf(await ask({ specialists: undefined })).code).toBe('invalid_request');
    expect(problemOf(await ask({ specialists: [crypto.randomUUID()] })).code).toBe('actor_unknown');
    for (const as of [world.osh.patient, world.interpreter, world.osh.referrer])
      expect(problemOf(await ask({}, as)).code).toBe('forbidden');
    // Another hospital's coordinator may not learn when Osh's patient is free.
    expect(problemOf(await ask({}, world.almaty.coordinator)).code).toBe('forbidden');
    expect((await ask({}, world.osh.coordinator)).status).toBe(200);
  });

  it('needs as many queries for a hundred people as for one', async () => {
    let queries = 0;
    const db = database().withPlugin({
      transformQuery: ({ node }) => {
        queries += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const oncologists = async (count: number) => {
      const many = Array.from({ length: count }, (_, index) => ({
        id: crypto.randomUUID(),
        organization_id: world.organizations.urumqi,
        role: 'practitioner' as const,
        kind: 'specialist' as const,
        specialty: 'oncology' as const,
        name: `Oncologist ${index}`,
        languages: ['zh-CN' as const],
        language_pairs: '[]',
        demo: false,
      }));
      await database().insertInto('actor').values(many).execute();
      queries = 0;
      const viewer = {
        personId: world.coordinator,
        sessionId: crypto.randomUUID(),
        role: 'coordinator' as const,
        organizationId: world.organizations.urumqi,
        organizationKind: 'urumqi' as const,
      };
      const wanted = appointmentSearchSchema.parse({
        anySpecialist: { specialty: 'oncology' },
        patient: world.osh.patient,
        languagePair: ['zh-CN', 'ru'],
        durationMinutes: 30,
        from: after(0),
        to: after(7 * DAY),
      });
      const now = () => new Date(after(0));
      expect((await searchAppointments({ db, now }, viewer, wanted)).options).toHaveLength(10);
      return queries;
    };
    const forOne = await oncologists(1);
    expect(forOne).toBeGreaterThan(0);
    expect(await oncologists(99)).toBe(forOne);
  });
});
