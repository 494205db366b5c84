import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Notice, UndeliveredNotice } from '@silkconsult/protocol';
import ICAL from 'ical.js';
import { MailServer, type ReceivedMail, shown } from '../testing/mailServer.ts';
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

const DAY = 24 * HOUR;

function calendarIn(mail: ReceivedMail | undefined) {
  const part = mail?.parts.get('text/calendar');
  if (!part) throw new Error('the mail carries no calendar');
  const calendar = new ICAL.Component(ICAL.parse(part.content));
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined);
  const method = calendar.getFirstPropertyValue('method');
  return { parameters: part.parameters, method, event, sequence: event.sequence, uid: event.uid };
}

const mail = new MailServer();
beforeAll(() => mail.start());
afterAll(() => mail.stop());

const settings = () => ({
  SMTP_URL: mail.url,
  MAIL_FROM: 'SilkConsult <consult@network.example>',
});

describeScheduling('notices', settings, ({ database, server, world }) => {
  beforeEach(async () => {
    mail.received.length = 0;
    mail.unknown.clear();
    const accounts = {
      specialist: world.specialist,
      interpreter: world.interpreter,
      osh: world.osh.referrer,
    };
    for (const [name, actor_id] of Object.entries(accounts))
      await database()
        .insertInto('account')
        .values({ actor_id, email: `${name}@network.example`, password_hash: 'x' })
        .execute();
    await database()
      .updateTable('actor')
      .set({ languages: ['zh-CN'] })
      .where('id', '=', world.specialist)
      .execute();
  });

  const book = async (change: Record<string, unknown> = {}) =>
    appointmentOf(
      await server.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: consultOf(world, {
          start: after(2 * DAY),
          end: after(2 * DAY + HOUR),
          reason: 'Suspected hepatitis',
          ...change,
        }),
      }),
    );
  const change = async (id: string, body: Record<string, unknown>) =>
    appointmentOf(
      await server.send('PATCH', `/api/appointments/${id}`, { as: world.coordinator, body }),
    );
  const mailTo = (name: string) =>
    mail.received.filter(({ to }) => to === `${name}@network.example`);
  const told = async (as: string) => {
    const answer = await server.send('GET', '/api/notices', { as });
    return (answer.body as { items: Notice[] }).items;
  };
  const undelivered = async (as = world.admin) => {
    const answer = await server.send('GET', '/api/notices/undelivered', { as });
    return (answer.body as { items: UndeliveredNotice[] }).items;
  };

  it('carry the link to an account, in the reader’s language, and no other copy of it is kept', async () => {
    const body = { by: 'mail', personId: world.specialist };
    await server.send('POST', '/api/account-invitations', { as: world.admin, body });
    await server.runJobs();
    const [sent] = mailTo('specialist');
    expect(shown(sent?.headers.get('subject'))).toBe('您的 SilkConsult 账户');
    const token = /account#([\w-]+)/.exec(sent?.parts.get('text/plain')?.content ?? '')?.[1];
    const password = 'a long enough password';
    const made = await server.send('POST', '/api/accounts', { body: { token, password } });
    expect(made.status).toBe(204);
    const email = 'specialist@network.example';
    expect((await server.send('POST', '/api/sessions', { body: { email, password } })).status).toBe(
      201,
    );
  });

  it('tell of a booked consult, each in their own language and with both clocks', async () => {
    const booked = await book();
    await server.runJobs();
    expect(mail.received.map(({ to }) => to).sort()).toEqual([
      'interpreter@network.example',
      'osh@network.example',
      'specialist@network.example',
    ]);
    const [chinese] = mailTo('specialist');
    expect(shown(chinese?.headers.get('subject'))).toBe(
      '会诊：11月25日，星期三 10:00 北京时间（UTC+8）',
    );
    const text = chinese?.parts.get('text/plain')?.content;
    expect(text).toContain('10:00–11:00 北京时间（UTC+8）');
    expect(text).toContain('08:00–09:00 新疆时间（UTC+6）');
    expect(text).toContain('08:00–09:00 吉尔吉斯斯坦时间（UTC+6）');
    expect(text).toContain(`https://consult.example/appointments/${booked.id}`);
    const [russian] = mailTo('osh');
    expect(shown(russian?.headers.get('subject'))).toBe(
      'Консультация: Среда, 25 ноября, 08:00 по времени Кыргызстана (UTC+6)',
    );
    expect(russian?.parts.get('text/plain')?.content).toContain('10:00 – 11:00 по Пекину (UTC+8)');
  });

  it('say nothing clinical and no name of a patient in a mail', async () => {
    await book();
    await server.runJobs();
    for (const { parts } of mail.received)
      for (const { content } of parts.values()) {
        expect(content).not.toContain('hepatitis');
        expect(content).not.toContain('Osh patient');
      }
    expect(mail.received).toHaveLength(3);
  });

  it('bring an invitation that is the same entry after a move and is withdrawn on cancelling', async () => {
    const booked = await book();
    await server.runJobs();
    const moved = await change(booked.id, {
      version: 1,
      start: after(2 * DAY + 4 * HOUR),
      end: after(2 * DAY + 5 * HOUR),
    });
    await server.runJobs();
    await change(booked.id, { version: 2, status: 'cancelled', cancellationReason: 'Recovered' });
    await server.runJobs();
    const calendars = mailTo('osh').map(calendarIn);
    expect(calendars.map(({ method, sequence }) => [method, sequence])).toEqual([
      ['REQUEST', 1],
      ['REQUEST', 2],
      ['CANCEL', 3],
    ]);
    expect(calendars.map(({ parameters }) => /method=(\w+)/.exec(parameters)?.[1])).toEqual([
      'REQUEST',
      'REQUEST',
      'CANCEL',
    ]);
    expect(new Set(calendars.map(({ uid }) => uid))).toEqual(
      new Set([`${booked.id}@consult.example`]),
    );
    // 06:00 UTC is noon in Osh.
    expect(calendars[1]?.event.startDate.toString()).toBe('2026-11-25T12:00:00');
    expect(moved.start).toBe('2026-11-25T06:00:00.000Z');
    const [, second, third] = mailTo('osh').map(({ parts }) => parts.get('text/plain')?.content);
    expect(second).toContain('Раньше:\nСреда, 25 ноября, 08:00');
    expect(third).not.toContain('Recovered');
  });

  it('remind a day and half an hour before, once each', async () => {
    const booked = await book();
    await server.runJobs();
    mail.received.length = 0;
    server.clock.now = Date.parse(booked.start) - DAY - MINUTE;
    await server.runJobs();
    expect(mail.received).toHaveLength(0);
    server.clock.now += MINUTE;
    await server.runJobs();
    expect(shown(mailTo('osh')[0]?.headers.get('subject'))).toContain('Напоминание: Среда');
    server.clock.now = Date.parse(booked.start) - 30 * MINUTE;
    await server.runJobs();
    await server.runJobs();
    expect(shown(mailTo('osh')[1]?.headers.get('subject'))).toContain('Через 30 минут');
    expect(mail.received).toHaveLength(6);
  });

  it('plan reminders anew when a consult moves, and drop them when it is cancelled', async () => {
    const booked = await book();
    await change(booked.id, { version: 1, start: after(5 * DAY), end: after(5 * DAY + HOUR) });
    await server.runJobs();
    mail.received.length = 0;
    server.clock.now = MORNING + 3 * DAY;
    await server.runJobs();
    expect(mail.received).toHaveLength(0);
    server.clock.now = MORNING + 4 * DAY;
    await server.runJobs();
    expect(mail.received).toHaveLength(3);
    await change(booked.id, { version: 2, status: 'cancelled' });
    await server.runJobs();
    mail.received.length = 0;
    server.clock.now = MORNING + 5 * DAY;
    await server.runJobs();
    expect(mail.received).toHaveLength(0);
  });

  it('tell of a series by one mail, with a calendar entry for each of its consults', async () => {
    await book({ repeat: { every: 'week', count: 3 } });
    await server.runJobs();
    expect(mail.received).toHaveLength(3);
    const [russian] = mailTo('osh');
    const text = russian?.parts.get('text/plain')?.content ?? '';
    for (const day of ['25 ноября', '2 декабря', '9 декабря']) expect(text).toContain(day);
    const part = russian?.parts.get('text/calendar');
    const calendar = new ICAL.Component(ICAL.parse(part?.content ?? ''));
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
    expect(events.map(({ startDate }) => startDate.toString())).toEqual([
      '2026-11-25T08:00:00',
      '2026-12-02T08:00:00',
      '2026-12-09T08:00:00',
    ]);
    // Each is the entry that a later change of the one consult names.
    const second = events[1]?.uid.split('@')[0] ?? '';
    mail.received.length = 0;
    await change(second, { version: 1, status: 'cancelled' });
    await server.runJobs();
    expect(calendarIn(mailTo('osh')[0])).toMatchObject({ method: 'CANCEL', uid: events[1]?.uid });
  });

  it('tell nobody of a booking that was refused', async () => {
    await book();
    await server.runJobs();
    mail.received.length = 0;
    const rival = await server.send('POST', '/api/appointments', {
      as: world.coordinator,
      body: consultOf(world, { start: after(2 * DAY), end: after(2 * DAY + HOUR) }),
    });
    expect(problemOf(rival).code).toBe('actor_busy');
    await server.runJobs();
    expect(mail.received).toHaveLength(0);
    expect(await told(world.specialist)).toHaveLength(1);
  });

  describe('that cannot be delivered', () => {
    it('are tried again until the mail server is back, and stand on a list meanwhile', async () => {
      await mail.stop();
      await book();
      await server.runJobs();
      const [waiting] = await undelivered();
      expect(waiting).toMatchObject({ channel: 'mail', state: 'failed', attempts: 1 });
      expect(waiting?.errorCode).toMatch(/^E/);
      server.clock.now += 2 * MINUTE;
      await server.runJobs();
      expect((await undelivered()).map(({ attempts }) => attempts)).toEqual([2, 2]);
      await mail.start();
      server.clock.now += 2 * MINUTE;
      await server.runJobs();
      expect(mail.received).toHaveLength(3);
      expect(await undelivered()).toEqual([]);
    });

    it('are given up when the address does not exist, and can be tried again by hand', async () => {
      mail.unknown.add('specialist@network.example');
      await book();
      await server.runJobs();
      const [lost, ...others] = await undelivered();
      expect(others).toEqual([]);
      expect(lost).toMatchObject({ state: 'given-up', errorCode: 'EENVELOPE 550', attempts: 1 });
      expect(JSON.stringify(lost)).not.toContain('network.example');
      mail.unknown.clear();
      const retry = await server.send('POST', `/api/notices/${lost?.id}/retry`, {
        as: world.admin,
      });
      expect(retry.status).toBe(204);
      await server.runJobs();
      expect(mailTo('specialist')).toHaveLength(1);
      expect(await undelivered()).toEqual([]);
    });

    it('are not sent when the consult is over', async () => {
      await mail.stop();
      await book();
      await server.runJobs();
      await mail.start();
      server.clock.now += 3 * DAY;
      await server.runJobs();
      expect(mail.received).toHaveLength(0);
      expect((await undelivered()).map(({ errorCode }) => errorCode)).toContain('too_late');
    });

    it('are seen by administrators of their organisation and by nobody else', async () => {
      mail.unknown.add('specialist@network.example');
      await book();
      await server.runJobs();
      expect(await undelivered(world.coordinator)).toHaveLength(1);
      expect(await undelivered(world.osh.coordinator)).toEqual([]);
      const [lost] = await undelivered();
      for (const [as, code] of [
        [world.specialist, 'forbidden'],
        [world.osh.patient, 'forbidden'],
        [world.osh.coordinator, 'not_found'],
      ] as const) {
        const retry = await server.send('POST', `/api/notices/${lost?.id}/retry`, { as });
        expect(problemOf(retry).code).toBe(code);
      }
      const list = await server.send('GET', '/api/notices/undelivered', { as: world.specialist });
      expect(problemOf(list).code).toBe('forbidden');
    });
  });

  it('go by mail only to who wants them by mail, in the language that was chosen', async () => {
    const settings = (as: string, body: Record<string, unknown>) =>
      server.send('PATCH', '/api/notice-settings', { as, body });
    await settings(world.osh.referrer, { mail: false });
    const changed = await settings(world.interpreter, { language: 'ug' });
    expect(changed.body).toMatchObject({ language: 'ug', mail: true, available: { sms: false } });
    await book();
    await server.runJobs();
    expect(mailTo('osh')).toEqual([]);
    const [uyghur] = mailTo('interpreter');
    expect(shown(uyghur?.headers.get('subject'))).toContain('مەسلىھەت: 25-نويابىر');
    expect(uyghur?.parts.get('text/html')?.content).toContain('dir="rtl"');
    const [inApp] = await told(world.osh.referrer);
    expect(inApp).toMatchObject({ kind: 'consult-booked', language: 'ru' });
    await server.send('POST', '/api/notices/read', { as: world.osh.referrer });
    expect((await told(world.osh.referrer))[0]?.readAt).toBeDefined();
    const phone = await settings(world.interpreter, { phone: 'call me' });
    expect(problemOf(phone).code).toBe('invalid_request');
  });

  it('are no business of patients, and there is no mailbox outside a demonstration', async () => {
    for (const path of ['/api/notices', '/api/notice-settings', '/api/mailbox'])
      expect((await server.send('GET', path, { as: world.osh.patient })).status).toBeGreaterThan(
        400,
      );
    const mailbox = await server.send('GET', '/api/mailbox', { as: world.coordinator });
    expect(problemOf(mailbox).code).toBe('not_found');
  });
});
