import { beforeEach, expect, it } from '@jest/globals';
import type { Admission, Measurement } from '@silkconsult/protocol';
import { boardRowSchema, REHEARSAL_PERMISSIONS, rehearsalSchema } from '@silkconsult/protocol';
import jwt from 'jsonwebtoken';
import { EventReader } from '../testing/eventReader.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import { appointmentOf, consultOf, HOUR, MORNING, problemOf } from '../testing/server.ts';

const GOOD: Measurement = {
  camera: 'ok',
  microphone: 'ok',
  speaker: 'heard',
  path: {
    seconds: 20,
    sentKbps: 900,
    receivedKbps: 850,
    lossPercent: 0.4,
    roundTripMs: 90,
    jitterMs: 8,
    picture: { width: 1280, height: 720, framesPerSecond: 24 },
    protocol: 'udp',
    relayed: false,
  },
};

describeScheduling('link rehearsals', ({ server, world }) => {
  let consult: string;
  beforeEach(async () => {
    const answer = await server.send('POST', '/api/appointments', {
      as: world.coordinator,
      body: consultOf(world),
    });
    consult = appointmentOf(answer).id;
  });

  const admission = (as: string) =>
    server.send('POST', `/api/appointments/${consult}/rehearsals/admission`, { as });
  const hold = (as: string, body: unknown) =>
    server.send('POST', `/api/appointments/${consult}/rehearsals`, { as, body });
  const readiness = async () =>
    boardRowSchema.parse(
      (
        await server.send('GET', `/api/appointments/${consult}/readiness`, {
          as: world.coordinator,
        })
      ).body,
    );

  it('take place in a room of their own, with nothing but the own echo', async () => {
    const tokens = await Promise.all(
      [world.osh.referrer, world.osh.referrer, world.specialist].map(async (as) => {
        const { token } = (await admission(as)).body as Admission;
        return jwt.decode(token) as jwt.JwtPayload;
      }),
    );
    const rooms = tokens.map((claims) => claims.room);
    expect(new Set([...rooms, consult]).size).toBe(4);
    for (const { permissions } of tokens) expect(permissions).toEqual(REHEARSAL_PERMISSIONS);
  });

  it('are judged here, shown on the board and told live', async () => {
    const { reader } = await EventReader.open(server.url, await server.tokenOf(world.coordinator));
    const failed = await hold(world.osh.referrer, { ...GOOD, microphone: 'denied' });
    expect(failed.status).toBe(201);
    expect(rehearsalSchema.parse(failed.body)).toMatchObject({
      verdict: 'unusable',
      findings: ['no-microphone'],
    });
    // The booking itself may still come first: other transactions of the server hold events back.
    const told = () => reader.events.find(({ type }) => type === 'rehearsalHeld');
    await reader.until(() => told() !== undefined);
    reader.close();
    expect(told()).toMatchObject({ appointmentId: consult });
    expect((await readiness()).problems.map(({ kind }) => kind)).toContain('rehearsal-failed');
    server.clock.now += 60_000;
    await hold(world.osh.referrer, GOOD);
    const row = await readiness();
    expect(row.rehearsals).toMatchObject([{ organizationName: 'Osh', verdict: 'good' }]);
    expect(row.problems.filter(({ kind }) => kind.startsWith('rehearsal'))).toEqual([]);
  });

  it('of the other side do not stand for the clinic where the patient sits', async () => {
    await hold(world.specialist, GOOD);
    expect((await readiness()).problems.map(({ kind }) => kind)).toContain('rehearsal-missing');
  });

  it('cannot bring a verdict of their own, nor figures that cannot be', async () => {
    const claimed = await hold(world.osh.referrer, { ...GOOD, camera: 'missing', verdict: 'good' });
    expect(rehearsalSchema.parse(claimed.body).verdict).toBe('usable');
    const impossible = { ...GOOD, path: { ...GOOD.path, lossPercent: -3 } };
    expect(problemOf(await hold(world.osh.referrer, impossible)).code).toBe('invalid_request');
  });

  it('are for staff of the consult, until it is over', async () => {
    expect(problemOf(await admission(world.almaty.referrer)).code).toBe('not_found');
    expect(problemOf(await admission(world.osh.patient)).code).toBe('forbidden');
    server.clock.now = MORNING + 6 * HOUR;
    expect(problemOf(await admission(world.osh.referrer)).code).toBe('too_late');
  });
});
