import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { pushMessageSchema, SIGNATURE_HEADER } from '@silkconsult/protocol';
import { verifySignature } from '@silkconsult/service-kit';
import { loadPushKeys } from '../../keys/pushKeys.ts';
import { Gateway } from '../../testing/gateway.ts';
import { PushBrowser, vapidClaims } from '../../testing/pushBrowser.ts';
import { describeScheduling } from '../../testing/scheduling.ts';
import { after, consultOf, HOUR, MINUTE, MORNING, problemOf } from '../../testing/server.ts';

const SECRET = 'a secret of the gateway';
const DAY = 24 * HOUR;

const gateway = new Gateway();
let address: string;
beforeAll(async () => {
  address = await gateway.start();
});
afterAll(() => gateway.stop());

const settings = () => ({
  SMS_WEBHOOK_URL: `${address}/sms`,
  SMS_WEBHOOK_SECRET: SECRET,
  PUSH_SERVICES: `fcm.googleapis.com, ${address}`,
  MAIL_FROM: 'SilkConsult <consult@network.example>',
});

describeScheduling('telling on phones and in browsers', settings, ({ database, server, world }) => {
  beforeEach(async () => {
    gateway.posted.length = 0;
    gateway.status = 201;
  });

  const book = () =>
    server.send('POST', '/api/appointments', {
      as: world.coordinator,
      body: consultOf(world, {
        start: after(2 * DAY),
        end: after(2 * DAY + HOUR),
        reason: 'Suspected hepatitis',
      }),
    });
  const posted = (path: string) => gateway.posted.filter((one) => one.path === path);
  const subscribe = (browser: PushBrowser, as: string) =>
    server.send('POST', '/api/push-subscriptions', { as, body: browser.subscription });
  const undelivered = async () => {
    const answer = await server.send('GET', '/api/notices/undelivered', { as: world.coordinator });
    return (answer.body as { items: { channel: string; state: string; errorCode: string }[] })
      .items;
  };

  it('posts short messages to the gateway, signed, with a key that stays the same', async () => {
    const settings = { phone: '+996 (555) 12-34-56' };
    await server.send('PATCH', '/api/notice-settings', {
      as: world.osh.referrer,
      body: settings,
    });
    gateway.status = 503;
    await book();
    await server.runJobs();
    gateway.status = 202;
    server.clock.now += 2 * MINUTE;
    await server.runJobs();
    const [failed, sent, ...more] = posted('/sms');
    expect(more).toEqual([]);
    expect(failed?.headers['idempotency-key']).toBe(sent?.headers['idempotency-key']);
    const signature = sent?.headers[SIGNATURE_HEADER];
    const body = sent?.body.toString('utf8') ?? '';
    expect(verifySignature(SECRET, body, String(signature), server.clock.now)).toBe(true);
    expect(JSON.parse(body)).toMatchObject({ to: '+996555123456', language: 'ru' });
    expect(JSON.parse(body).text).toMatch(/^Консультация: .*\(UTC\+6\) https:\/\/consult\.example/);
    expect(body).not.toContain('hepatitis');
    expect(await undelivered()).toEqual([]);
  });

  it('gives a number up that the gateway refuses', async () => {
    await server.send('PATCH', '/api/notice-settings', {
      as: world.osh.referrer,
      body: { phone: '+996555123456' },
    });
    gateway.status = 422;
    await book();
    await server.runJobs();
    expect(await undelivered()).toMatchObject([
      { channel: 'sms', state: 'given-up', errorCode: 'HTTP 422' },
    ]);
  });

  it('reaches a browser with a message that only it can read, signed with our key', async () => {
    const browser = new PushBrowser(`${address}/push/one`);
    expect((await subscribe(browser, world.specialist)).status).toBe(204);
    await book();
    await server.runJobs();
    const [message] = posted('/push/one');
    if (!message) throw new Error('nothing was pushed');
    expect(message.body.toString('latin1')).not.toContain('consult');
    expect(pushMessageSchema.parse(browser.decrypt(message))).toMatchObject({
      language: 'ru',
      title: expect.stringContaining('Консультация: '),
      path: expect.stringMatching(/^\/appointments\//),
      ring: false,
    });
    expect(() => new PushBrowser(address).decrypt(message)).toThrow();
    const { key, claims } = vapidClaims(message);
    const settings = await server.send('GET', '/api/notice-settings', { as: world.specialist });
    expect(key).toBe((settings.body as { pushKey: string }).pushKey);
    expect(claims).toMatchObject({ aud: address, sub: 'mailto:consult@network.example' });
  });

  it('uses the same keys in every process, also in two that start at the same moment', async () => {
    await database().deleteFrom('push_key').execute();
    const both = await Promise.all([loadPushKeys(database()), loadPushKeys(database())]);
    expect(both[0]).toEqual(both[1]);
    expect(both[0].publicKey).toMatch(/^[\w-]{87}$/);
    expect(await loadPushKeys(database())).toEqual(both[0]);
  });

  it('rings half an hour before, on every browser of the person', async () => {
    const browsers = ['one', 'two'].map((name) => new PushBrowser(`${address}/push/${name}`));
    for (const browser of browsers) await subscribe(browser, world.interpreter);
    await book();
    await server.runJobs();
    server.clock.now = MORNING + 2 * DAY - 30 * MINUTE;
    await server.runJobs();
    for (const [index, name] of ['one', 'two'].entries()) {
      const [last] = posted(`/push/${name}`).slice(-1);
      if (!last) throw new Error('nothing was pushed');
      expect(last.headers.urgency).toBe('high');
      expect(browsers[index]?.decrypt(last)).toMatchObject({ ring: true });
    }
  });

  it('forgets a browser that is gone, and one that is signed out', async () => {
    const browser = new PushBrowser(`${address}/push/one`);
    await subscribe(browser, world.specialist);
    gateway.status = 410;
    await book();
    await server.runJobs();
    expect(await undelivered()).toMatchObject([{ channel: 'push', state: 'given-up' }]);
    const kept = () => database().selectFrom('push_subscription').select('actor_id').execute();
    expect(await kept()).toEqual([]);
    await subscribe(browser, world.specialist);
    await subscribe(browser, world.interpreter);
    expect(await kept()).toEqual([{ actor_id: world.interpreter }]);
    await server.send('POST', '/api/push-subscriptions/remove', {
      as: world.interpreter,
      body: { endpoint: browser.subscription.endpoint },
    });
    expect(await kept()).toEqual([]);
  });

  it('posts to push services only, not to whatever address a browser names', async () => {
    for (const endpoint of [
      'http://127.0.0.1:22/',
      'https://intranet.hospital.example/push',
      'https://fcm.googleapis.com.evil.example/x',
      'https://fcm.googleapis.com:8443/x',
      'http://fcm.googleapis.com/x',
      'file:///etc/passwd',
    ]) {
      const answer = await subscribe(new PushBrowser(endpoint), world.specialist);
      expect(problemOf(answer).code).toBe('push_service_unknown');
    }
    const known = new PushBrowser('https://fcm.googleapis.com/fcm/send/abc');
    expect((await subscribe(known, world.specialist)).status).toBe(204);
  });
});
