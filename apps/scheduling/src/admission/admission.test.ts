import { createPublicKey } from 'node:crypto';
import { beforeEach, expect, it } from '@jest/globals';
import {
  admissionSchema,
  JOIN_AUDIENCE,
  joinClaimsSchema,
  PERMISSIONS_OF,
} from '@silkconsult/protocol';
import jwt from 'jsonwebtoken';
import { describeScheduling } from '../testing/scheduling.ts';
import {
  after,
  appointmentOf,
  consultOf,
  HOUR,
  MINUTE,
  MORNING,
  problemOf,
} from '../testing/server.ts';

const settings = () => ({
  SIGNALING_URL: 'https://media.example',
  TURN_URLS: 'turns:turn.example:443?transport=tcp, turn:turn.example:3478',
  TURN_SECRET: 'turn secret',
});

describeScheduling('admission', settings, ({ server, world }) => {
  let appointment: string;
  beforeEach(async () => {
    const answer = await server.send('POST', '/api/appointments', {
      as: world.coordinator,
      body: consultOf(world),
    });
    appointment = appointmentOf(answer).id;
  });

  const ask = (as: string, body: unknown = {}, id = appointment) =>
    server.send('POST', `/api/appointments/${id}/admission`, { as, body });
  const claimsOf = async (token: string) => {
    const { body } = await server.send('GET', '/.well-known/jwks.json');
    const [jwk] = (body as { keys: [Record<string, unknown>] }).keys;
    const key = createPublicKey({ key: jwk as never, format: 'jwk' });
    const payload = jwt.verify(token, key, {
      algorithms: ['ES256'],
      audience: JOIN_AUDIENCE,
      clockTimestamp: Math.floor(server.clock.now / 1000),
    });
    return joinClaimsSchema.parse(payload);
  };

  it('gives a participant a token for this room, which the published key verifies', async () => {
    server.clock.now = MORNING + 45 * MINUTE;
    const answer = await ask(world.osh.patient, { spokenLanguage: 'ky' });
    const admission = admissionSchema.parse(answer.body);
    expect(admission.url).toBe('https://media.example');
    expect(admission.expiresAt).toBe(after(50 * MINUTE));
    expect(await claimsOf(admission.token)).toMatchObject({
      sub: world.osh.patient,
      room: appointment,
      role: 'patient',
      name: 'Osh patient',
      nativeName: 'Osh patient (native)',
      organization: 'Osh',
      spokenLanguage: 'ky',
      captionLanguage: 'ru',
      permissions: PERMISSIONS_OF.patient,
    });
  });

  it('brings all participants into the same encounter, planned when the first asks', async () => {
    server.clock.now = MORNING + HOUR;
    const people = [world.specialist, world.osh.referrer, world.osh.patient, world.interpreter];
    const answers = await Promise.all(people.map((person) => ask(person)));
    const claims = await Promise.all(
      answers.map((answer) => claimsOf(admissionSchema.parse(answer.body).token)),
    );
    expect(new Set(claims.map(({ encounter }) => encounter)).size).toBe(1);
    expect(new Set(claims.map(({ jti }) => jti)).size).toBe(4);
    const shown = appointmentOf(
      await server.send('GET', `/api/appointments/${appointment}`, { as: world.specialist }),
    );
    expect(shown.encounter).toEqual({ id: claims[0]?.encounter, status: 'planned', presence: [] });
  });

  it('opens a quarter of an hour before the start and closes four hours after it', async () => {
    const codeAt = async (ms: number) => {
      server.clock.now = MORNING + ms;
      const answer = await ask(world.specialist);
      return answer.status === 200 ? 'admitted' : problemOf(answer);
    };
    expect(await codeAt(45 * MINUTE - 1)).toMatchObject({
      code: 'too_early',
      params: { opensAt: after(45 * MINUTE) },
    });
    expect(await codeAt(45 * MINUTE)).toBe('admitted');
    expect(await codeAt(5 * HOUR)).toBe('admitted');
    expect(await codeAt(5 * HOUR + 1)).toMatchObject({
      code: 'too_late',
      params: { closesAt: after(5 * HOUR) },
    });
  });

  it('is refused to who takes no part, even to who sees the appointment', async () => {
    server.clock.now = MORNING + HOUR;
    for (const as of [world.coordinator, world.otherSpecialist, world.almaty.patient])
      expect(problemOf(await ask(as))).toMatchObject({ status: 403, code: 'not_a_participant' });
    const nowhere = await ask(world.specialist, {}, '00000000-0000-4000-8000-000000000000');
    expect(problemOf(nowhere).code).toBe('not_a_participant');
  });

  it('is refused for a cancelled consult', async () => {
    await server.send('PATCH', `/api/appointments/${appointment}`, {
      as: world.coordinator,
      body: { version: 1, status: 'cancelled' },
    });
    server.clock.now = MORNING + HOUR;
    expect(problemOf(await ask(world.specialist)).code).toBe('appointment_cancelled');
  });

  it('hands out TURN credentials that expire, as coturn checks them', async () => {
    server.clock.now = MORNING + HOUR;
    const { iceServers } = admissionSchema.parse((await ask(world.specialist)).body);
    const expiry = (MORNING + 13 * HOUR) / 1000;
    expect(iceServers).toEqual([
      {
        urls: ['turns:turn.example:443?transport=tcp', 'turn:turn.example:3478'],
        username: `${expiry}:${world.specialist}`,
        credential: expect.stringMatching(/^[A-Za-z0-9+/]{27}=$/),
      },
    ]);
  });
});
