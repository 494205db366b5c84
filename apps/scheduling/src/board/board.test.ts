import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from '@jest/globals';
import type { BoardRow, EncounterReport } from '@silkconsult/protocol';
import { boardRowSchema, boardSchema, SIGNATURE_HEADER } from '@silkconsult/protocol';
import { sign } from '@silkconsult/service-kit';
import { EventReader } from '../testing/eventReader.ts';
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

const WINDOW = `from=${encodeURIComponent(after(-HOUR))}&to=${encodeURIComponent(after(40 * HOUR))}`;

describeScheduling('the day board', ({ database, server, world }) => {
  let consult: string;
  beforeEach(async () => {
    consult = await book();
  });

  const book = async (change: Record<string, unknown> = {}) =>
    appointmentOf(
      await server.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: consultOf(world, change),
      }),
    ).id;
  const board = async (as: string): Promise<BoardRow[]> => {
    const answer = await server.send('GET', `/api/board?${WINDOW}`, { as });
    return boardSchema.parse(answer.body).items;
  };
  const readiness = async (as: string) =>
    boardRowSchema.parse(
      (await server.send('GET', `/api/appointments/${consult}/readiness`, { as })).body,
    );
  const consent = (as: string, status: string, patient = world.osh.patient) =>
    server.send('POST', `/api/appointments/${consult}/consents`, { as, body: { patient, status } });
  const kinds = (row: BoardRow | undefined) => row?.problems.map(({ kind }) => kind);

  /** Reports of signalling about the consult's patient, in this order. */
  const report = async (...told: { type: string; at: string; stayId: string }[]) => {
    server.clock.now = MORNING + HOUR;
    await server.send('POST', `/api/appointments/${consult}/admission`, {
      as: world.specialist,
      body: {},
    });
    const encounterId = (
      await database()
        .selectFrom('encounter')
        .select('id')
        .where('appointment_id', '=', consult)
        .executeTakeFirstOrThrow()
    ).id;
    const about = { encounterId, roomId: consult, personId: world.osh.patient };
    const reports = told.map((one) => ({
      ...about,
      reportId: randomUUID(),
      role: 'patient',
      reason: 'left',
      ...one,
    })) as unknown as EncounterReport[];
    const body = JSON.stringify({ reports });
    const answer = await server.send('POST', '/api/encounter-reports', {
      body,
      headers: {
        'content-type': 'application/json',
        [SIGNATURE_HEADER]: sign(SERVICE_SECRET, body, server.clock.now),
      },
    });
    expect(answer.status).toBe(200);
  };

  it('shows the whole network in Urumqi and a partner what it takes part in', async () => {
    const almaty = await book({
      start: after(3 * HOUR),
      end: after(4 * HOUR),
      participants: [
        { actor: world.otherSpecialist, role: 'specialist' },
        { actor: world.almaty.patient, role: 'patient' },
      ],
    });
    const seen = async (as: string) => (await board(as)).map(({ appointmentId }) => appointmentId);
    expect(await seen(world.coordinator)).toEqual([consult, almaty]);
    expect(await seen(world.osh.coordinator)).toEqual([consult]);
    expect(await seen(world.almaty.coordinator)).toEqual([almaty]);
    const [row] = await board(world.coordinator);
    expect(row?.hospital.name).toBe('Osh');
  });

  it('is for coordinators, in a window of at most a week', async () => {
    for (const as of [world.specialist, world.osh.referrer, world.interpreter, world.observer]) {
      const refused = await server.send('GET', `/api/board?${WINDOW}`, { as });
      expect(problemOf(refused).code).toBe('forbidden');
    }
    const tooLong = `from=${encodeURIComponent(after(0))}&to=${encodeURIComponent(after(200 * HOUR))}`;
    const refused = await server.send('GET', `/api/board?${tooLong}`, { as: world.coordinator });
    expect(problemOf(refused).code).toBe('invalid_request');
  });

  it('tells the readiness of one consult to its staff, to nobody else', async () => {
    expect((await readiness(world.osh.referrer)).appointmentId).toBe(consult);
    const ask = (as: string) =>
      server.send('GET', `/api/appointments/${consult}/readiness`, { as });
    expect(problemOf(await ask(world.almaty.coordinator)).code).toBe('not_found');
    expect(problemOf(await ask(world.osh.patient)).code).toBe('forbidden');
  });

  it('misses the consent until the referrer has written it down, and says so live', async () => {
    expect(kinds(await readiness(world.osh.coordinator))).toContain('consent-missing');
    const { reader } = await EventReader.open(server.url, await server.tokenOf(world.coordinator));
    expect((await consent(world.osh.referrer, 'asked')).status).toBe(201);
    expect((await consent(world.osh.referrer, 'given')).status).toBe(201);
    // The booking itself may still come first: other transactions of the server hold events back.
    const told = () => reader.events.filter(({ type }) => type === 'consentChanged');
    await reader.until(() => told().length === 2);
    reader.close();
    expect(told()[1]).toMatchObject({ appointmentId: consult });
    const row = await readiness(world.coordinator);
    expect(kinds(row)).not.toContain('consent-missing');
    expect(row.consents).toEqual([
      {
        patient: world.osh.patient,
        status: 'given',
        recordedBy: 'Osh referrer',
        at: after(0),
      },
    ]);
  });

  it('takes consent only from who sits with the patient, and only of the patient', async () => {
    expect((await consent(world.osh.coordinator, 'refused')).status).toBe(201);
    expect(kinds(await readiness(world.coordinator))).toContain('consent-refused');
    for (const as of [world.specialist, world.coordinator, world.interpreter])
      expect(problemOf(await consent(as, 'given')).code).toBe('forbidden');
    expect(problemOf(await consent(world.almaty.referrer, 'given')).code).toBe('not_found');
    const wrong = await consent(world.osh.referrer, 'given', world.osh.otherPatient);
    expect(problemOf(wrong).code).toBe('actor_unknown');
  });

  it('shows who waits in the lobby and since when, until they are let in', async () => {
    const [wait, stay] = [randomUUID(), randomUUID()];
    await report({ type: 'waitingStarted', at: after(50 * MINUTE), stayId: wait });
    const patientOf = (row: BoardRow | undefined) =>
      row?.people.find(({ actor }) => actor === world.osh.patient);
    const [waiting] = await board(world.coordinator);
    expect(patientOf(waiting)?.presence).toEqual({ where: 'lobby', since: after(50 * MINUTE) });
    expect(waiting?.problems.find(({ kind }) => kind === 'waiting')).toMatchObject({
      actor: world.osh.patient,
      from: after(HOUR),
    });
    await report(
      { type: 'waitingFinished', at: after(61 * MINUTE), stayId: wait },
      { type: 'participantJoined', at: after(61 * MINUTE), stayId: stay },
    );
    const [inside] = await board(world.coordinator);
    expect(patientOf(inside)?.presence).toEqual({ where: 'room', since: after(61 * MINUTE) });
    expect(kinds(inside)).not.toContain('waiting');
    await report({ type: 'participantLeft', at: after(70 * MINUTE), stayId: stay });
    const [gone] = await board(world.coordinator);
    expect(patientOf(gone)?.presence).toEqual({ where: 'left', since: after(70 * MINUTE) });
  });
});
