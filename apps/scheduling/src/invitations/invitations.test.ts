import { beforeEach, expect, it } from '@jest/globals';
import { createdInvitationSchema, openedInvitationSchema } from '@silkconsult/protocol';
import { createLimits } from '../sessions/limits.ts';
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

describeScheduling('invitations', ({ database, server, world }) => {
  let appointment: string;
  beforeEach(async () => {
    server.context.limits = createLimits();
    appointment = (await bookAt(1)).id;
  });

  const bookAt = async (hour: number, change: Record<string, unknown> = {}) =>
    appointmentOf(
      await server.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: consultOf(world, {
          start: after(hour * HOUR),
          end: after((hour + 1) * HOUR),
          ...change,
        }),
      }),
    );
  const invite = (as = world.osh.referrer, actor = world.osh.patient, to = appointment) =>
    server.send('POST', `/api/appointments/${to}/invitations`, { as, body: { actor } });
  const invited = async () => {
    const created = createdInvitationSchema.parse((await invite()).body);
    return { ...created, secret: created.link.split('#')[1] ?? '' };
  };
  const open = (token: string) => server.send('POST', '/api/invitations/open', { body: { token } });
  const opened = async (token: string) => openedInvitationSchema.parse((await open(token)).body);
  const list = async () =>
    (
      await server.send('GET', `/api/appointments/${appointment}/invitations`, {
        as: world.coordinator,
      })
    ).body as { items: Record<string, string>[] };

  it('are links whose secret is in the fragment and in no other place', async () => {
    const { link, secret, expiresAt } = await invited();
    expect(link).toBe(`https://consult.example/i#${secret}`);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(expiresAt).toBe(after(5 * HOUR));
    expect(JSON.stringify(await list())).not.toContain(secret);
    const { token_hash } = await database()
      .selectFrom('invitation')
      .select('token_hash')
      .executeTakeFirstOrThrow();
    expect(Buffer.from(token_hash).toString('base64url')).not.toBe(secret);
  });

  it('open a session of the patient for that appointment alone', async () => {
    const other = await bookAt(3);
    const { accessToken: token, me, appointment: shown } = await opened((await invited()).secret);
    expect(me).toMatchObject({
      personId: world.osh.patient,
      role: 'patient',
      appointmentId: appointment,
    });
    expect(shown.id).toBe(appointment);
    const get = (path: string) => server.send('GET', path, { token });
    expect((await get(`/api/appointments/${appointment}`)).status).toBe(200);
    expect(problemOf(await get(`/api/appointments/${other.id}`)).code).toBe('not_found');
    const admission = await server.send('POST', `/api/appointments/${other.id}/admission`, {
      token,
      body: {},
    });
    expect(problemOf(admission).code).toBe('not_a_participant');
    const all = await get(`/api/appointments?from=${after(0)}&to=${after(24 * HOUR)}`);
    expect((all.body as { items: unknown[] }).items).toHaveLength(1);
    const people = (await get('/api/patients')).body as { items: { id: string }[] };
    expect(people.items.map(({ id }) => id)).toEqual([world.osh.patient]);
  });

  it('may be opened again when the access token has expired', async () => {
    const { secret } = await invited();
    const first = await opened(secret);
    server.clock.now += 16 * MINUTE;
    const expired = await server.send('GET', '/api/sessions/current', { token: first.accessToken });
    expect(problemOf(expired).code).toBe('token_expired');
    const { accessToken: token } = await opened(secret);
    expect((await server.send('GET', '/api/sessions/current', { token })).status).toBe(200);
  });

  it('tell when they were first opened', async () => {
    const { secret } = await invited();
    server.clock.now += MINUTE;
    await opened(secret);
    server.clock.now += MINUTE;
    await opened(secret);
    expect((await list()).items[0]?.openedAt).toBe(after(MINUTE));
  });

  it('end when they are revoked, together with the session that they opened', async () => {
    const { id, secret } = await invited();
    const { accessToken: token } = await opened(secret);
    const revoke = () =>
      server.send('DELETE', `/api/appointments/${appointment}/invitations/${id}`, {
        as: world.specialist,
      });
    expect((await revoke()).status).toBe(204);
    expect((await revoke()).status).toBe(204);
    expect(problemOf(await open(secret))).toMatchObject({
      status: 410,
      code: 'invitation_revoked',
    });
    const current = await server.send('GET', '/api/sessions/current', { token });
    expect(problemOf(current).code).toBe('session_expired');
  });

  it('end when the consult lets nobody in any more, and follow it when it is moved', async () => {
    const { secret } = await invited();
    await server.send('PATCH', `/api/appointments/${appointment}`, {
      as: world.coordinator,
      body: { version: 1, start: after(48 * HOUR), end: after(49 * HOUR) },
    });
    server.clock.now = MORNING + 24 * HOUR;
    expect((await open(secret)).status).toBe(200);
    server.clock.now = MORNING + 52 * HOUR;
    expect(problemOf(await open(secret))).toMatchObject({
      status: 410,
      code: 'invitation_expired',
    });
  });

  it('are refused for who is no patient of the consult, and for a cancelled one', async () => {
    expect(problemOf(await invite(undefined, world.osh.otherPatient)).code).toBe(
      'not_a_participant',
    );
    expect(problemOf(await invite(undefined, world.specialist)).code).toBe('role_mismatch');
    await server.send('PATCH', `/api/appointments/${appointment}`, {
      as: world.coordinator,
      body: { version: 1, status: 'cancelled' },
    });
    expect(problemOf(await invite()).code).toBe('appointment_cancelled');
  });

  it('are made by those who manage the consult, and by nobody else', async () => {
    expect(problemOf(await invite(world.interpreter)).code).toBe('forbidden');
    expect(problemOf(await invite(world.otherSpecialist)).code).toBe('not_found');
    expect(problemOf(await invite(world.almaty.coordinator)).code).toBe('not_found');
    for (const as of [world.coordinator, world.specialist, world.osh.coordinator])
      expect((await invite(as)).status).toBe(201);
  });

  it('cannot be guessed: a wrong secret opens nothing, and soon no more are tried', async () => {
    expect(problemOf(await open('x'.repeat(43))).code).toBe('invitation_invalid');
    expect(problemOf(await open('short')).code).toBe('invalid_request');
    for (let attempt = 0; attempt < 59; attempt += 1) await open('y'.repeat(43));
    expect(problemOf(await open('z'.repeat(43))).code).toBe('too_many_requests');
  });
});
