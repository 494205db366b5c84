import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sessionSchema } from '@silkconsult/protocol';
import { describeScheduling } from '../testing/scheduling.ts';
import { type Answer, problemOf } from '../testing/server.ts';
import { forgetExpiredSessions } from './jobs.ts';
import { createLimits } from './limits.ts';
import { hashPassword } from './password.ts';

const PASSWORD = 'correct horse battery';

describeScheduling('sessions', ({ database, server, world }) => {
  let passwordHash: string;
  beforeAll(async () => {
    passwordHash = await hashPassword(PASSWORD);
  });
  beforeEach(async () => {
    server.context.limits = createLimits();
    const email = 'specialist@hospital.example';
    await database()
      .insertInto('account')
      .values({ actor_id: world.specialist, email, password_hash: passwordHash })
      .execute();
  });

  const signIn = (email = 'specialist@hospital.example', password = PASSWORD) =>
    server.send('POST', '/api/sessions', { body: { email, password } });
  const cookieOf = (answer: Answer) => answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const refresh = (cookie: string) =>
    server.send('POST', '/api/sessions/refresh', { headers: { cookie } });
  const sessionOf = (answer: Answer) => sessionSchema.parse(answer.body);
  const current = (token: string) => server.send('GET', '/api/sessions/current', { token });

  it('begin with an access token and a cookie that scripts, other sites and plain HTTP never see', async () => {
    const answer = await signIn(' Specialist@Hospital.example ');
    expect(answer.status).toBe(201);
    const { accessToken, expiresIn, me } = sessionOf(answer);
    expect(expiresIn).toBe(900);
    expect(me).toMatchObject({
      personId: world.specialist,
      role: 'practitioner',
      kind: 'specialist',
      timeZone: 'Asia/Shanghai',
      secondTimeZone: 'Asia/Urumqi',
    });
    const cookie = answer.headers.get('set-cookie') ?? '';
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/api/sessions'])
      expect(cookie).toContain(attribute);
    expect((await current(accessToken)).body).toEqual(me);
  });

  it('are refused alike for a wrong password and for an unknown address', async () => {
    const wrong = problemOf(await signIn(undefined, 'wrong'));
    const unknown = problemOf(await signIn('nobody@hospital.example'));
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ status: 401, code: 'invalid_credentials' });
  });

  it('stop being tried after ten wrong passwords, and say for how long', async () => {
    const attempts = await Promise.all(
      Array.from({ length: 12 }, () => signIn(undefined, 'wrong').then((a) => problemOf(a).code)),
    );
    expect(attempts.filter((code) => code === 'invalid_credentials')).toHaveLength(10);
    const refused = problemOf(await signIn());
    expect(refused).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect(refused.params?.retryAfterSeconds).toBeGreaterThan(0);
  });

  it('never count the attempts that succeed', async () => {
    for (let attempt = 0; attempt < 12; attempt += 1) expect((await signIn()).status).toBe(201);
  });

  describe('refreshing', () => {
    it('gives the next cookie and a fresh access token', async () => {
      const first = cookieOf(await signIn());
      const answer = await refresh(first);
      expect(answer.status).toBe(200);
      expect(cookieOf(answer)).not.toBe(first);
      expect((await refresh(cookieOf(answer))).status).toBe(200);
      expect((await current(sessionOf(answer).accessToken)).status).toBe(200);
    });

    it('ends the session when a used token comes again, also for who has the newest one', async () => {
      const stolen = cookieOf(await signIn());
      const answer = await refresh(stolen);
      server.clock.now += 11_000;
      expect(problemOf(await refresh(stolen)).code).toBe('session_reused');
      expect(problemOf(await refresh(cookieOf(answer))).code).toBe('session_expired');
      expect(problemOf(await current(sessionOf(answer).accessToken)).code).toBe('session_expired');
    });

    it('serves two tabs that wake up together, with one new cookie between them', async () => {
      const cookie = cookieOf(await signIn());
      const answers = await Promise.all([refresh(cookie), refresh(cookie)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const cookies = answers.map(cookieOf).filter((value) => value !== '');
      expect(cookies).toHaveLength(1);
      expect((await refresh(cookies[0] ?? '')).status).toBe(200);
    });

    it('gives that grace only to the token just before the current one', async () => {
      const first = cookieOf(await signIn());
      const second = cookieOf(await refresh(first));
      await refresh(second);
      expect(problemOf(await refresh(first)).code).toBe('session_reused');
    });

    it('is refused without a cookie, and with one that is not ours', async () => {
      expect(problemOf(await refresh('')).code).toBe('unauthenticated');
      expect(problemOf(await refresh('silkconsult_refresh=x')).code).toBe('unauthenticated');
    });

    it('ends a week after signing in', async () => {
      const cookie = cookieOf(await signIn());
      server.clock.now += 7 * 24 * 3_600_000;
      expect(problemOf(await refresh(cookie)).code).toBe('session_expired');
    });
  });

  it('end at once when signing out, with the cookie', async () => {
    const started = await signIn();
    const { accessToken: token } = sessionOf(started);
    const answer = await server.send('DELETE', '/api/sessions/current', { token });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toContain('Expires=Thu, 01 Jan 1970');
    expect(problemOf(await current(token)).code).toBe('session_expired');
    expect(problemOf(await refresh(cookieOf(started))).code).toBe('session_expired');
  });

  it('keep no secret in the database', async () => {
    const answer = await signIn();
    const secret = cookieOf(answer).split('=')[1] ?? 'none';
    const { hash } = await database()
      .selectFrom('refresh_token')
      .select('hash')
      .executeTakeFirstOrThrow();
    expect(Buffer.from(hash).toString('base64url')).not.toBe(secret);
    expect(passwordHash).not.toContain(PASSWORD);
  });

  it('are forgotten when they are over, and not before', async () => {
    await server.tokenOf(world.specialist);
    const { context, clock } = server;
    const forget = () =>
      context.jobs.run(context, forgetExpiredSessions, {}, { id: 'x', attempt: 1, last: false });
    const kept = async () => (await database().selectFrom('session').select('id').execute()).length;
    await forget();
    expect(await kept()).toBe(1);
    clock.now += 25 * 3_600_000;
    await forget();
    expect(await kept()).toBe(0);
  });

  it('end when their access token does', async () => {
    const token = await server.tokenOf(world.specialist);
    server.clock.now += 16 * 60_000;
    expect(problemOf(await current(token))).toMatchObject({ status: 401, code: 'token_expired' });
  });
});
