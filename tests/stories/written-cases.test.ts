/** @jest-environment ./tests/support/stackEnvironment.ts */
import { describe, expect } from '@jest/globals';
import { ACCOUNTS, bookConsult } from '../support/consults.ts';
import { signIn } from '../support/people.ts';
import { stack } from '../support/stack.ts';
import { story } from '../support/story.ts';

describe('a consult to which somebody never came', () => {
  story(
    'becomes a written case, is answered in writing and booked again',
    async (stage) => {
      const { url } = stack();
      const { appointment, coordinator } = await bookConsult(url, {
        reason: 'A question that must not be lost',
        startsInMs: -60_000,
      });
      const missed = { version: appointment.version, status: 'noshow' };
      await coordinator.patch(`/appointments/${appointment.id}`, missed);

      const specialist = await stage.person('specialist');
      await signIn(specialist, url, ACCOUNTS.specialist);
      await specialist.goto(`${url}/cases`);
      await specialist.getByRole('link', { name: 'A question that must not be lost' }).click();
      await specialist.getByTestId('case-text').fill('Go on with the treatment for two weeks');
      await specialist.getByTestId('case-send').click();
      await specialist.locator('[data-testid="case-page"][data-status="answered"]').waitFor();
      const address = specialist.url();

      const office = await stage.sibling('coordinator', specialist);
      await signIn(office, url, ACCOUNTS.coordinator);
      await office.goto(address);
      await office.getByText('Go on with the treatment for two weeks').waitFor();
      await office.getByTestId('case-find-time').click();
      // The finder knows who is to meet: nothing has to be chosen.
      await office.getByTestId('finder-search').click();
      await office.getByTestId('finder-option').first().click();
      await office.getByTestId('finder-book').click();
      await office.waitForURL(/\/appointments\/[0-9a-f-]{36}$/);
      // The specialist's page has heard of it by itself.
      await specialist.getByTestId('next-consult').waitFor();
      expect(await specialist.getByTestId('case-page').getAttribute('data-status')).toBe(
        'rebooked',
      );
    },
    180_000,
  );
});
