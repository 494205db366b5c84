/** @jest-environment ./tests/support/stackEnvironment.ts */
import { describe, expect } from '@jest/globals';
import type { SearchResult } from '@silkconsult/protocol';
import type { Consult } from '../support/consults.ts';
import { ACCOUNTS, bookConsult } from '../support/consults.ts';
import { eventually } from '../support/eventually.ts';
import { signIn } from '../support/people.ts';
import { stack } from '../support/stack.ts';
import { story } from '../support/story.ts';

const DAY = 86_400_000;
/** Beijing's clock, by which the coordinator lives, is ahead of UTC by this. */
const BEIJING = 8 * 3_600_000;

/** The first time that the consult's people share from tomorrow on, as a field for date and time takes it. */
async function sharedTime({ coordinator, ...consult }: Consult): Promise<string> {
  const interpreter = consult.interpreter.personId;
  const { options } = await coordinator.post<SearchResult>('/appointment-searches', {
    specialists: [consult.specialist.personId],
    referrer: consult.referrer.personId,
    patient: consult.patientId,
    interpreter,
    languagePair: ['zh-CN', 'ru'],
    durationMinutes: 45,
    from: new Date(Date.now() + DAY).toISOString(),
    to: new Date(Date.now() + 21 * DAY).toISOString(),
  });
  const shared = options.find(({ participants }) =>
    participants.some(({ actor }) => actor === interpreter),
  );
  if (!shared) throw new Error('they share no time in three weeks');
  return new Date(Date.parse(shared.start) + BEIJING).toISOString().slice(0, 16);
}

describe('a consult to which somebody never came', () => {
  story(
    'becomes a written case, is answered in writing and booked again',
    async (stage) => {
      const { url } = stack();
      const consult = await bookConsult(url, 'A question that must not be lost');
      const { appointment, coordinator } = consult;
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
      await office.getByTestId('case-time').fill(await sharedTime(consult));
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
