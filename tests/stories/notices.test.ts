/** @jest-environment ./tests/support/stackEnvironment.ts */
import { describe, expect } from '@jest/globals';
import type { Appointment } from '@silkconsult/protocol';
import type { Page } from 'playwright-core';
import { Api } from '../support/api.ts';
import { ACCOUNTS } from '../support/consults.ts';
import { eventually } from '../support/eventually.ts';
import { signIn } from '../support/people.ts';
import { stack } from '../support/stack.ts';
import { story } from '../support/story.ts';

const HOUR = 3_600_000;

/** A consult of the specialist with the referrer's patient, at 02:00 UTC forty days from now. */
async function book(api: Api): Promise<Appointment> {
  const specialist = await Api.signIn(stack().url, ACCOUNTS.specialist);
  const referrer = await Api.signIn(stack().url, ACCOUNTS.referrer);
  const start = Math.floor(Date.now() / (24 * HOUR) + 40) * 24 * HOUR + 2 * HOUR;
  return api.post<Appointment>('/appointments', {
    start: new Date(start).toISOString(),
    end: new Date(start + HOUR).toISOString(),
    reason: 'Suspected hepatitis',
    evenIfUnavailable: true,
    participants: [
      { actor: specialist.session.me.personId, role: 'specialist' },
      { actor: referrer.session.me.personId, role: 'referrer' },
    ],
  });
}

/** The mail about this consult to this account, as the mailbox shows it. */
const mailAbout = (page: Page, { id }: Appointment, account: { email: string }, kind: string) =>
  page
    .locator(`[data-testid="mail"][data-to="${account.email}"][data-kind="${kind}"]`)
    .filter({ hasText: id })
    .first();

const calendarOf = async (mail: ReturnType<typeof mailAbout>) => {
  const link = mail.getByTestId('mail-calendar');
  const href = (await link.getAttribute('href')) ?? '';
  return decodeURIComponent(href.slice(href.indexOf(',') + 1)).replace(/\r\n /g, '');
};

describe('people are told', () => {
  story('of a consult and of its end, in their language and on both clocks', async (stage) => {
    const { url } = stack();
    const api = await Api.signIn(url, ACCOUNTS.coordinator);
    const page = await stage.person('coordinator');
    await signIn(page, url, ACCOUNTS.coordinator);
    await page.goto(`${url}/notices`);
    await page.getByTestId('to-mailbox').click();
    await page.getByTestId('mailbox').waitFor();

    // The page is open: the mail appears by itself.
    const consult = await book(api);
    const chinese = mailAbout(page, consult, ACCOUNTS.specialist, 'consult-booked');
    await chinese.waitFor({ timeout: 20_000 });
    const text = await chinese.innerText();
    expect(text).toContain('会诊：');
    expect(text).toContain('10:00–11:00 北京时间（UTC+8）');
    expect(text).toContain('08:00–09:00 新疆时间（UTC+6）');
    expect(text).not.toContain('hepatitis');
    const request = await calendarOf(chinese);
    expect(request).toContain('METHOD:REQUEST');
    expect(request).toContain(`UID:${consult.id}@`);
    expect(request).toContain('BEGIN:VTIMEZONE');
    const other = mailAbout(page, consult, ACCOUNTS.referrer, 'consult-booked');
    expect(await other.innerText()).toContain('UTC+8');

    await api.patch(`/appointments/${consult.id}`, {
      version: consult.version,
      status: 'cancelled',
    });
    const cancelled = mailAbout(page, consult, ACCOUNTS.specialist, 'consult-cancelled');
    await cancelled.waitFor({ timeout: 20_000 });
    const cancel = await calendarOf(cancelled);
    expect(cancel).toContain('METHOD:CANCEL');
    expect(cancel).toContain(`UID:${consult.id}@`);
    expect(Number(/SEQUENCE:(\d+)/.exec(cancel)?.[1])).toBeGreaterThan(
      Number(/SEQUENCE:(\d+)/.exec(request)?.[1]),
    );
  });

  story(
    'on their own page, and a calendar program reads their consults until told not to',
    async (stage) => {
      const { url } = stack();
      const api = await Api.signIn(url, ACCOUNTS.coordinator);
      const page = await stage.person('specialist', { viewport: { width: 390, height: 844 } });
      await signIn(page, url, ACCOUNTS.specialist, 'ug');
      await page.goto(`${url}/notices`);
      const consult = await book(api);
      const told = page.getByTestId('told');
      await told.locator(`a[href="/appointments/${consult.id}"]`).first().waitFor();

      await page.getByTestId('create-calendar').click();
      const address = await page.getByTestId('calendar-address').inputValue();
      const read = async () => {
        const response = await fetch(address);
        return { status: response.status, text: await response.text() };
      };
      expect((await read()).text).toContain(`UID:${consult.id}@`);
      await page.getByTestId('revoke-calendar').first().click();
      await eventually('the address opens nothing', async () => (await read()).status === 404);

      await page.getByTestId('try-ringing').click();
      await page.getByTestId('ring-silence').click();
      await eventually(
        'it is silent',
        async () => !(await page.getByTestId('ring-open').isVisible()),
      );
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
      ).toBe(true);
      await api.patch(`/appointments/${consult.id}`, {
        version: consult.version,
        status: 'cancelled',
      });
    },
  );
});
