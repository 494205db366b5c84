import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from '@jest/globals';
import type { EncounterReport } from '@silkconsult/protocol';
import { SIGNATURE_HEADER } from '@silkconsult/protocol';
import { sign } from '@silkconsult/service-kit';
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

type Told<T = EncounterReport> = T extends EncounterReport
  ? Omit<T, 'reportId' | 'encounterId' | 'roomId'>
  : never;

describeScheduling('encounter reports', ({ server, world }) => {
  let room: string;
  let encounter: string;
  beforeEach(async () => {
    server.clock.now = MORNING + HOUR;
    const booked = await server.send('POST', '/api/appointments', {
      as: world.coordinator,
      body: consultOf(world),
    });
    room = appointmentOf(booked).id;
    await server.send('POST', `/api/appointments/${room}/admission`, {
      as: world.specialist,
      body: {},
    });
    encounter = (await shown()).encounter?.id ?? '';
  });

  const shown = async () =>
    appointmentOf(await server.send('GET', `/api/appointments/${room}`, { as: world.coordinator }));
  const report = (told: Told, change: Partial<EncounterReport> = {}): EncounterReport =>
    ({
      reportId: randomUUID(),
      encounterId: encounter,
      roomId: room,
      ...told,
      ...change,
    }) as EncounterReport;
  const send = (reports: EncounterReport[], signature?: string) => {
    const body = JSON.stringify({ reports });
    return server.send('POST', '/api/encounter-reports', {
      body,
      headers: { [SIGNATURE_HEADER]: signature ?? sign(SERVICE_SECRET, body, server.clock.now) },
    });
  };
  const joined = (minute: number, role: 'specialist' | 'patient', stayId: string) =>
    report({
      type: 'participantJoined',
      at: after(HOUR + minute * MINUTE),
      personId: role === 'patient' ? world.osh.patient : world.specialist,
      role,
      stayId,
    });
  const left = (minute: number, role: 'specialist' | 'patient', stayId: string) =>
    report({
      type: 'participantLeft',
      at: after(HOUR + minute * MINUTE),
      personId: role === 'patient' ? world.osh.patient : world.specialist,
      stayId,
      reason: 'left',
    });
  const finished = (minute: number) =>
    report({ type: 'encounterFinished', at: after(HOUR + minute * MINUTE) });

  it('show in the appointment who was there from when to when, and carry it along', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    const outcome = await send([joined(2, 'specialist', a), joined(3, 'patient', b)]);
    expect(outcome.body).toEqual({ applied: 2, duplicates: 0, unknown: 0, refused: 0 });
    expect(await shown()).toMatchObject({
      status: 'arrived',
      encounter: { status: 'in-progress', startedAt: after(HOUR + 2 * MINUTE) },
    });
    await send([left(31, 'patient', b), left(31, 'specialist', a), finished(31)]);
    const over = await shown();
    expect(over.status).toBe('fulfilled');
    expect(over.encounter).toMatchObject({
      status: 'finished',
      finishedAt: after(HOUR + 31 * MINUTE),
      presence: [
        {
          name: 'Specialist',
          joinedAt: after(HOUR + 2 * MINUTE),
          leftAt: after(HOUR + 31 * MINUTE),
        },
        {
          name: 'Osh patient',
          joinedAt: after(HOUR + 3 * MINUTE),
          leftAt: after(HOUR + 31 * MINUTE),
        },
      ],
    });
  });

  it('free the people of a consult that ended early', async () => {
    await send([
      joined(0, 'specialist', randomUUID()),
      joined(0, 'patient', randomUUID()),
      finished(10),
    ]);
    const next = await server.send('POST', '/api/appointments', {
      as: world.coordinator,
      body: consultOf(world),
    });
    expect(next.status).toBe(201);
  });

  it('are applied once, however often and at how many places at once they are sent', async () => {
    const reports = [joined(2, 'specialist', randomUUID()), joined(3, 'patient', randomUUID())];
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => send(reports)));
    const applied = outcomes.map(({ body }) => (body as { applied: number }).applied);
    expect(applied.reduce((sum, count) => sum + count)).toBe(2);
    expect((await shown()).encounter?.presence).toHaveLength(2);
    expect((await shown()).version).toBe(2);
  });

  it('may come late and in the wrong order', async () => {
    const stay = randomUUID();
    await send([left(20, 'patient', stay)]);
    expect((await shown()).encounter?.presence).toEqual([]);
    await send([finished(30)]);
    await send([joined(1, 'specialist', randomUUID())]);
    expect((await shown()).status).toBe('booked');
    await send([joined(4, 'patient', stay)]);
    const told = await shown();
    expect(told.status).toBe('fulfilled');
    expect(told.encounter?.presence.map(({ leftAt }) => leftAt)).toEqual([
      after(HOUR + 30 * MINUTE),
      after(HOUR + 20 * MINUTE),
    ]);
  });

  it('about something unknown are dropped, and do not hold up the rest of the batch', async () => {
    const stranger = report({
      type: 'participantJoined',
      at: after(HOUR),
      personId: world.otherSpecialist,
      role: 'specialist',
      stayId: randomUUID(),
    });
    const elsewhere = joined(1, 'specialist', randomUUID());
    elsewhere.encounterId = randomUUID();
    const outcome = await send([stranger, elsewhere, joined(2, 'patient', randomUUID())]);
    expect(outcome.body).toEqual({ applied: 1, duplicates: 0, unknown: 2, refused: 0 });
  });

  it('do not bring a cancelled appointment back', async () => {
    await server.send('PATCH', `/api/appointments/${room}`, {
      as: world.coordinator,
      body: { version: 1, status: 'cancelled' },
    });
    await send([
      joined(0, 'specialist', randomUUID()),
      joined(0, 'patient', randomUUID()),
      finished(10),
    ]);
    expect((await shown()).status).toBe('cancelled');
  });

  it('are refused unless our services signed exactly these bytes, just now', async () => {
    const reports = [joined(2, 'specialist', randomUUID())];
    const body = JSON.stringify({ reports });
    const { now } = server.clock;
    for (const signature of [
      sign('another secret of nobody', body, now),
      sign(SERVICE_SECRET, `${body} `, now),
      sign(SERVICE_SECRET, body, now - 10 * MINUTE),
      'rubbish',
    ])
      expect(problemOf(await send(reports, signature))).toMatchObject({
        status: 401,
        code: 'signature_invalid',
      });
    expect((await shown()).encounter?.presence).toEqual([]);
  });

  it('that are malformed are refused with the field that is wrong', async () => {
    const wrong = { ...joined(2, 'specialist', 'no uuid') };
    expect(problemOf(await send([wrong]))).toMatchObject({
      code: 'invalid_request',
      issues: [{ path: 'reports.0.stayId' }],
    });
  });
});
