/** @jest-environment ./tests/support/stackEnvironment.ts */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser, openContext } from '../support/browser.ts';
import { ACCOUNTS } from '../support/consults.ts';
import { signIn } from '../support/people.ts';
import { stack } from '../support/stack.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

it('a coordinator finds a time that all share, books it, insists on another, and keeps hours', async () => {
  const page = await (await openContext(browser)).newPage();
  await signIn(page, stack().url, ACCOUNTS.coordinator);
  await page.goto(`${stack().url}/find-time`);
  await page.getByTestId('finder-hospital').selectOption({ index: 2 });
  await page.getByTestId('finder-patient').selectOption({ index: 1 });
  await page.getByTestId('finder-referrer').selectOption({ index: 1 });
  await page.getByTestId('finder-search').click();
  const options = page.getByTestId('finder-option');
  await options.first().waitFor();
  expect(await options.count()).toBe(10);
  await options.nth(3).click();
  expect(await options.nth(3).getAttribute('aria-pressed')).toBe('true');
  // Everybody's row shows time that is free.
  await page.locator('[data-status="free"][style]').first().waitFor();
  await page.getByTestId('finder-reason').fill('A time that the finder found');
  await page.getByTestId('finder-book').click();
  await page.waitForURL(/\/appointments\/[0-9a-f-]{36}$/);
  await page.getByText('A time that the finder found').waitFor();

  // In the middle of the night nobody works: it says so, and she may insist. It is the night of a
  // week later, because that of the day itself may be over.
  await page.getByTestId('reschedule').click();
  const start = page.getByTestId('new-start');
  await start.focus();
  const day = new Date(`${await start.inputValue()}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 7);
  await start.fill(day.toISOString().slice(0, 10));
  await page.getByTestId('new-start-time').fill('3:00');
  await page.getByRole('dialog').getByRole('button', { name: 'Change the time' }).click();
  const refusal = page.getByTestId('outside-availability');
  await refusal.waitFor();
  expect(await refusal.innerText()).toContain('outside of working hours');
  await page.getByTestId('all-the-same').click();
  await refusal.waitFor({ state: 'detached' });

  // It is decided to write instead.
  await page.getByTestId('go-on-in-writing').click();
  await page.getByTestId('written-case-reason').fill('The clinic has no power');
  await page.getByTestId('open-written-case').click();
  await page.getByTestId('case-page').waitFor();
  await page.getByText('The clinic has no power').waitFor();

  // Hours of a colleague at another hospital in Urumqi, for a month only.
  await page.goto(`${stack().url}/availability`);
  await page.getByTestId('availability-hospital').selectOption({ index: 1 });
  await page.getByTestId('add-hours').waitFor();
  const rows = await page.getByTestId('hours-start').count();
  await page.getByTestId('add-hours').click();
  expect(await page.getByTestId('hours-start').count()).toBe(rows + 1);
  await page.getByTestId('hours-start').last().fill('07:00');
  await page.getByTestId('hours-period').last().click();
  await page.getByTestId('hours-validFrom').last().fill('2027-01-01');
  await page.getByTestId('hours-validTo').last().fill('2027-01-31');
  await page.getByTestId('save-hours').click();
  await page.getByText('Saved', { exact: true }).waitFor();

  // An interpreter has learned another pair: who arranges consults says so.
  await page.getByTestId('availability-hospital').selectOption({
    label: 'First Affiliated Hospital of Xinjiang Medical University',
  });
  await page.getByTestId('availability-person').selectOption({ label: 'Madina Yusupova' });
  const languages = page.getByTestId('interpreter-languages');
  await languages.getByTestId('add-pair').click();
  await languages.getByTestId('pair-from').last().selectOption('kk');
  await languages.getByTestId('pair-to').last().selectOption('tg');
  await languages.getByTestId('save-languages').click();
  await page.getByText('Saved', { exact: true }).waitFor();
}, 120_000);
