import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EncounterReport, LeaveReason, WrittenCase } from '@silkconsult/protocol';
import { boardRowSchema, pageOf, SIGNATURE_HEADER, writtenCaseSchema } from '@silkconsult/protocol';
import { sign } from '@silkconsult/service-kit';
import { concludeConsults } from '../conclusions/conclude.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import {
  after,
  appointmentOf,
  consultOf,
  HOUR,
  MINUTE,
  MORNING,
  problemOf,
  SERVICE_SECRET,
} from '../testing/server.ts';

const pageSchema = pageOf(writtenCaseSchema);

describeScheduling('written cases', ({ database, server, world }) => {
  let consult: string;
  beforeEach(async () => {
    const booked = await server.send('POST', '/api/appointments', {
      as: world.coordinator,
      body: consultOf(world, { evenIfUnavailable: true }),
    });
    consult = appointmentOf(booked).id;
  });

  /** What the recurring job does, at this moment of the tests' clock. */
  const conclude = (at: number) => {
    server.clock.now = MORNING + at;
    return concludeConsults.handle(server.context, {}, { id: '', attempt: 1, last: true });
  };
  const statusOf = async () =>
    appointmentOf(
      await server.send('GET', `/api/appointments/${consult}`, { as: world.coordinator }),
    ).status;
  const cases = async (as: string) =>
    pageSchema.parse((await server.send('GET', '/api/written-cases', { as })).body).items;
  const failed = async (): Promise<WrittenCase> => {
    await conclude(2 * HOUR);
    const [one] = await cases(world.specialist);
    if (!one) throw new Error('there is no case');
    return one;
  };
  const write = (as: string, { id, version }: WrittenCase, text = 'Continue the treatment') =>
    server.send('POST', `/api/written-cases/${id}/messages`, { as, body: { version, text } });

  /** Stays in the room, as signalling would report them. */
  const stayed = async (...stays: ['specialist' | 'patient', number, number?, LeaveReason?][]) => {
    server.clock.now = MORNING + HOUR;
    await server.send('POST', `/api/appointments/${consult}/admission`, {
      as: world.specialist,
      body: {},
    });
    const { id: encounterId } = await database()
      .selectFrom('encounter')
      .select('id')
      .where('appointment_id', '=', consult)
      .executeTakeFirstOrThrow();
    const reports = stays.flatMap(([role, from, to, reason = 'left']) => {
      const personId = role === 'patient' ? world.osh.patient : world.specialist;
      const about = { encounterId, roomId: consult, personId, stayId: randomUUID() };
      const joined = { ...about, type: 'participantJoined', role, at: after(from) };
      const left = { ...about, type: 'participantLeft', reason, at: after(to ?? 0) };
      return (to === undefined ? [joined] : [joined, left]).map((one) => ({
        ...one,
        reportId: randomUUID(),
      }));
    }) as unknown as EncounterReport[];
    const body = JSON.stringify({ reports });
    await server.send('POST', '/api/encounter-reports', {
      body,
      headers: {
        'content-type': 'application/json',
        [SIGNATURE_HEADER]: sign(SERVICE_SECRET, body, server.clock.now),
      },
    });
  };

  it('come of a consult to which nobody came, once, when its time is over', async () => {
    await conclude(2 * HOUR - MINUTE);
    expect(await statusOf()).toBe('booked');
    await conclude(2 * HOUR);
    await conclude(2 * HOUR + MINUTE);
    expect(await statusOf()).toBe('noshow');
    const [one, ...more] = await cases(world.specialist);
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      cause: 'noshow',
      status: 'open',
      appointmentId: consult,
      question: 'Follow-up',
      messages: [],
    });
  });

  it('come of a consult whose people were never in the room together', async () => {
    await stayed(
      ['specialist', HOUR, HOUR + 10 * MINUTE],
      ['patient', HOUR + 20 * MINUTE, HOUR + 40 * MINUTE],
    );
    expect((await failed()).cause).toBe('dead-link');
  });

  it('do not come of a consult in which they met, however it ended', async () => {
    await stayed(['specialist', HOUR], ['patient', HOUR + 2 * MINUTE, HOUR + 50 * MINUTE]);
    await conclude(4 * HOUR);
    expect(await statusOf()).toBe('arrived');
    expect(await cases(world.coordinator)).toEqual([]);
  });

  it('do not come of a consult whose end nobody reports: it is fulfilled hours later', async () => {
    await stayed(['specialist', HOUR], ['patient', HOUR + 2 * MINUTE, HOUR + 50 * MINUTE]);
    await conclude(8 * HOUR);
    await conclude(8 * HOUR + MINUTE);
    expect(await statusOf()).toBe('fulfilled');
    const encounter = await database()
      .selectFrom('encounter')
      .select(['status', 'finished_at'])
      .where('appointment_id', '=', consult)
      .executeTakeFirstOrThrow();
    expect(encounter).toEqual({ status: 'finished', finished_at: new Date(after(2 * HOUR)) });
    expect(await cases(world.coordinator)).toEqual([]);
  });

  describe('opened by hand', () => {
    const open = (as: string, version = 1, reason = 'The line is too bad') =>
      server.send('POST', `/api/appointments/${consult}/written-case`, {
        as,
        body: { version, reason },
      });
    const problems = async () =>
      boardRowSchema
        .parse(
          (
            await server.send('GET', `/api/appointments/${consult}/readiness`, {
              as: world.coordinator,
            })
          ).body,
        )
        .problems.map(({ kind }) => kind);

    it('are proposed when the link broke off, and made by who treats or coordinates', async () => {
      await stayed(
        ['specialist', HOUR, HOUR + 4 * MINUTE, 'lost'],
        ['patient', HOUR + MINUTE, HOUR + 3 * MINUTE, 'lost'],
      );
      server.clock.now = MORNING + HOUR + 5 * MINUTE;
      expect(await problems()).toContain('link-lost');
      expect(await cases(world.coordinator)).toEqual([]);
      for (const as of [world.osh.patient, world.interpreter])
        expect(problemOf(await open(as, 2)).code).toBe('forbidden');
      expect(problemOf(await open(world.almaty.coordinator, 2)).code).toBe('not_found');
      expect(problemOf(await open(world.specialist))).toMatchObject({
        code: 'version_conflict',
        params: { current: { version: 2 } },
      });
      const opened = writtenCaseSchema.parse((await open(world.specialist, 2)).body);
      expect(opened).toMatchObject({
        cause: 'by-hand',
        opened: { by: 'Specialist', reason: 'The line is too bad' },
      });
      expect(await statusOf()).toBe('noshow');
      expect(await problems()).toEqual([]);
      expect(problemOf(await open(world.specialist, 3)).code).toBe('status_transition_refused');
    });

    it('call a consult off that is still to come, and free its time', async () => {
      expect((await open(world.osh.coordinator)).status).toBe(201);
      const appointment = appointmentOf(
        await server.send('GET', `/api/appointments/${consult}`, { as: world.coordinator }),
      );
      expect(appointment).toMatchObject({
        status: 'cancelled',
        cancellationReason: 'The line is too bad',
      });
      expect(await database().selectFrom('hold').select('actor_id').execute()).toEqual([]);
    });

    it('need a reason', async () => {
      expect(problemOf(await open(world.specialist, 1, ' ')).code).toBe('invalid_request');
    });
  });

  it('come of a no-show that a coordinator tells as well', async () => {
    server.clock.now = MORNING + HOUR;
    await server.send('PATCH', `/api/appointments/${consult}`, {
      as: world.coordinator,
      body: { version: 1, status: 'noshow' },
    });
    expect(await cases(world.osh.referrer)).toHaveLength(1);
  });

  it('are answered by their specialist and opened again by the other side', async () => {
    const one = await failed();
    const answered = writtenCaseSchema.parse((await write(world.specialist, one)).body);
    expect(answered).toMatchObject({ status: 'answered', messages: [{ kind: 'answer' }] });
    const asked = writtenCaseSchema.parse(
      (await write(world.osh.referrer, answered, 'For how long?')).body,
    );
    expect(asked).toMatchObject({ status: 'open', messages: [{}, { kind: 'note' }] });
    const late = problemOf(await write(world.specialist, one));
    expect(late.code).toBe('version_conflict');
  });

  it('are seen by who sees the consult and treats or coordinates, by nobody else', async () => {
    const one = await failed();
    for (const as of [world.interpreter, world.osh.patient, world.observer])
      expect(problemOf(await server.send('GET', '/api/written-cases', { as })).code).toBe(
        'forbidden',
      );
    expect(await cases(world.almaty.coordinator)).toEqual([]);
    expect(problemOf(await write(world.otherSpecialist, one)).code).toBe('not_found');
    expect(problemOf(await write(world.coordinator, one)).code).toBe('forbidden');
  });

  it('are booked again with the same people, once', async () => {
    const one = await failed();
    const again = () =>
      server.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: consultOf(world, {
          start: after(26 * HOUR),
          end: after(27 * HOUR),
          evenIfUnavailable: true,
          rebooks: one.id,
        }),
      });
    const next = appointmentOf(await again());
    const [booked] = await cases(world.coordinator);
    expect(booked).toMatchObject({ status: 'rebooked', nextAppointmentId: next.id });
    // The second try comes too late in any case: the people are held by the first.
    expect(problemOf(await again()).code).toBe('actor_busy');
    server.clock.now += MINUTE;
    await server.send('PATCH', `/api/appointments/${next.id}`, {
      as: world.coordinator,
      body: { version: 1, status: 'cancelled' },
    });
    expect(problemOf(await again()).code).toBe('status_transition_refused');
  });
});
