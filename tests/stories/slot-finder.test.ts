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

it('a coordinator finds a time that all share, sees who is free, and books it', async () => {
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
}, 120_000);
