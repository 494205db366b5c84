/** @jest-environment ./tests/support/stackEnvironment.ts */
import { describe, expect } from '@jest/globals';
import { ACCOUNTS, bookConsult } from '../support/consults.ts';
import { eventually } from '../support/eventually.ts';
import { signIn } from '../support/people.ts';
import { stack } from '../support/stack.ts';
import { story } from '../support/story.ts';

const two = (value: number) => String(value).padStart(2, '0');
/** A working hour two days from now, as a field for date and time takes it. */
function inTwoDays(): string {
  const day = new Date(Date.now() + 2 * 86_400_000);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T17:05`;
}

describe('a consult to which somebody never came', () => {
  story(
    'becomes a written case, is answered in writing and booked again',
    async (stage) => {
      const { url } = stack();
      const { appointment, coordinator } = await bookConsult(
        url,
        'A question that must not be lost',
      );
      const path = `/appointments/${appointment.id}`;
      const missed = { version: appointment.version, status: 'noshow' };
      await eventually(
        'its time has come and nobody is there',
        async () => (await coordinator.ask('PATCH', path, missed)).status === 200,
        { withinMs: 90_000, everyMs: 2000 },
      );

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
      await office.getByTestId('case-time').fill(inTwoDays());
      await office.getByTestId('case-rebook').click();
      await office.getByTestId('next-consult').waitFor();
      // The specialist's page has heard of it by itself.
      await specialist.getByTestId('next-consult').waitFor();
      expect(await specialist.getByTestId('case-page').getAttribute('data-status')).toBe(
        'rebooked',
      );
    },
    180_000,
  );
});
